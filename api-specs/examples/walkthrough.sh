#!/usr/bin/env bash
# A deal by auction and a deal by agreement, from the achievement's draft to the registered contract and the month's report, and a demand,
# through a running sandbox.
#
#   MARKETPLACE_URL   the server              (default http://127.0.0.1:5080)
#   MARKETPLACE_DATA  the server's data folder (default ./marketplace-data), for demo-credentials.json
#
# Needs bash, curl and jq. Stops with a message at the first answer that is not as expected.
set -euo pipefail

url=${MARKETPLACE_URL:-http://127.0.0.1:5080}
data=${MARKETPLACE_DATA:-marketplace-data}
credentials=$data/demo-credentials.json
body=$(mktemp); headers=$(mktemp); contract_file=$(mktemp)
trap 'rm -f "$body" "$headers" "$contract_file"' EXIT

step=0
say() { step=$((step + 1)); printf '%2d  %s\n' "$step" "$*"; }
die() { printf '\nThe walkthrough stops: %s\n' "$*" >&2; exit 1; }

for tool in curl jq; do command -v "$tool" >/dev/null || die "it needs $tool"; done
[ -r "$credentials" ] || die "there is no $credentials. Start the sandbox first: dotnet run --project src/Marketplace.Api"
curl -sf "$url/health/live" >/dev/null || die "nothing answers at $url"

# token KIND ROLE [N]: a token for the N-th (from 0) demo client of the kind with the role
token() {
  local client
  client=$(jq -c --arg kind "$1" --arg role "$2" --argjson n "${3:-0}" \
    '[.[] | select(.kind == $kind and (.role | split(" ") | index($role)))][$n] // empty' "$credentials")
  [ -n "$client" ] || die "$credentials holds no client of kind $1 with the role $2"
  curl -s "$url/oauth/token" -d grant_type=client_credentials \
    -d "client_id=$(jq -r .clientId <<<"$client")" -d "client_secret=$(jq -r .clientSecret <<<"$client")" | jq -r .access_token
}

# call STATUS METHOD PATH TOKEN [JSON] [curl options…]: sends, and stops unless the status is as expected; the answer is in $body
call() {
  local expected=$1 method=$2 path=$3 token=$4 json=${5:-} status; shift 4; [ $# -gt 0 ] && shift
  local options=(-s -o "$body" -D "$headers" -w '%{http_code}' -X "$method" -H "Accept-Language: en" "$@")
  [ -n "$token" ] && options+=(-H "Authorization: Bearer $token")
  [ "$method" = POST ] && options+=(-H "Idempotency-Key: ${key:-walk-$$-$RANDOM$RANDOM$RANDOM}")
  [ -n "$json" ] && options+=(-H 'Content-Type: application/json' --data-binary "$json")
  status=$(curl "${options[@]}" "$url$path")
  [ "$status" = "$expected" ] || die "$method $path answered $status instead of $expected: $(cat "$body")"
}
field() { jq -er "$1" "$body" || die "the answer has no $1: $(cat "$body")"; }
is() { local found; found=$(field "$2"); [ "$found" = "$3" ] || die "$1 is $found instead of $3"; }
position() { tr -d '\r' <"$headers" | awk -F': ' 'tolower($1) == "marketplace-position" { print $2 }'; }
etag() { tr -d '\r' <"$headers" | awk -F': ' 'tolower($1) == "etag" { print $2 }'; }
yuan() { printf '{"amount":%d,"currency":"CNY"}' $(($1 * 100)); }
# lists ACHIEVEMENT-JSON LISTING-JSON: the university's achievement is approved by the market and listed; sets achievement and listing
lists() {
  call 201 POST /v1/achievements "$seller" "$1"
  achievement=$(field .id)
  call 404 GET "/v1/achievements/$achievement" ""
  call 200 POST "/v1/achievements/$achievement/submission" "$seller"
  call 200 POST "/v1/achievements/$achievement/review" "$market" '{"decision": "approve"}'
  call 200 GET "/v1/achievements/$achievement" ""
  call 201 POST /v1/listings "$seller" "$(jq -c --arg achievement "$achievement" --arg market "$operator_id" '. + {achievement: $achievement, market: $market}' <<<"$2")"
  listing=$(field .id)
}

# draft DEAL: sets contract to the one that was drafted from the deal
draft() {
  call 200 GET "/v1/contracts?state=draft&limit=200" "$seller" "" -H "Marketplace-Position: 1"
  contract=$(field "[.items[] | select(.deal == \"$1\")][0].id")
}

# complete SIGNED YUAN-OF-TECHNOLOGY [JSON of more members]: the university writes the contract's form
complete() {
  call 200 GET "/v1/contracts/$contract" "$seller"
  local form
  form=$(jq -c --arg signed "$1" --arg until "$(date -u -d "$1 + 3 years" +%Y-%m-%d)" --argjson technology "$(yuan "$2")" --argjson more "${3:-{\}}" '.form + {
    technologyAmount: $technology, subtype: "patent_transfer", signedOn: $signed, beginsOn: $signed, endsOn: $until, paymentMethod: "instalments",
    relatedParties: false, planSource: "outside_plan", socialEconomicGoal: "environment", ipOwnership: "专利权自登记之日起归受让人所有。",
    sellerKind: "university", buyerKind: (.form.buyerKind // "limited_liability_company")} + $more' "$body")
  call 200 PUT "/v1/contracts/$contract" "$seller" "$form" -H "If-Match: $(etag)"
}

# attach TITLE YUAN: the signed text
attach() {
  printf '技术转让(专利权)合同\n\n项目名称:%s\n合同金额:人民币%s.00元\n' "$1" "$2" >"$contract_file"
  call 201 POST "/v1/documents/$contract?name=contract.txt&kind=contract_text&secrecy=not_secret" "$seller" "" -H 'Content-Type: text/plain' --data-binary "@$contract_file"
}

# registered YUAN YUAN-OF-TECHNOLOGY: registers the contract, and sees that the month's report grew by it, to the fen, on all three bases
registered() {
  local figures='[.total | .contracts, .turnover.amount, .technologyAmount.amount]' base
  declare -A before
  call 200 GET /v1/clock "$market"; month=$(TZ=Asia/Shanghai date -d "$(field .now)" +%Y-%m)
  for base in registered output absorption; do
    call 200 GET "/v1/reports/monthly/$month?base=$base" "$statistician" "" -H "Marketplace-Position: 1"
    before[$base]=$(jq -c "$figures" "$body")
  done
  call 200 POST "/v1/contracts/$contract/registration" "$reviewer"
  number=$(field .number); at=$(position)
  for base in registered output absorption; do
    call 200 GET "/v1/reports/monthly/$month?base=$base&by=contract_type,technical_field,ip_type,seller_kind,buyer_kind,region" "$statistician" "" -H "Marketplace-Position: $at"
    jq -e --argjson before "${before[$base]}" --argjson turnover "$(($1 * 100))" --argjson technology "$(($2 * 100))" \
      "[$figures, \$before] | transpose | map(.[0] - .[1]) == [1, \$turnover, \$technology]" "$body" >/dev/null \
      || die "the report of $month on the base $base grew from ${before[$base]} to $(jq -c "$figures" "$body")"
    jq -e '[.total.turnover.amount] + [.groups[] | [.rows[].sums.turnover.amount] | add] | unique | length == 1' "$body" >/dev/null \
      || die "the rows of $month on the base $base do not add up to its total"
  done
}
after() { date -u -d "$1" +%Y-%m-%dT%H:%M:%S.000Z; }

say "Sign in: a university, the market, three enterprises, a registration office, a statistician"
seller=$(token university publisher)
market=$(token market_operator operator)
bidder1=$(token enterprise bidder 0); bidder2=$(token enterprise bidder 1); bidder3=$(token enterprise bidder 2)
reviewer=$(token registration_office reviewer); second=$(token registration_office second_reviewer)
statistician=$(token supervisor statistician)
operator_id=$(jq -r '[.[] | select(.kind == "market_operator")][0].organization' "$credentials")
office_id=$(jq -r '[.[] | select(.kind == "registration_office")][0].organization' "$credentials")

say "The university's achievement is approved by the market and listed for auction, with a reserve of 4,900,000 yuan that nobody else sees"
lists '{
  "titleZh": "印染废水低温催化氧化与盐回用技术", "titleEn": "Low-temperature catalytic oxidation of dyeing wastewater with salt recovery",
  "summaryZh": "针对印染废水高盐、难降解的特点,以低温催化氧化结合分质结晶实现盐的回用,吨水成本下降三成。",
  "field": "environment", "keywords": ["印染废水", "催化氧化", "盐回用"], "stage": "middle", "maturity": "pilot_tested",
  "attribute": "original_innovation", "level": "domestic_leading", "form": "new_process",
  "ipRights": [{"type": "invention_patent", "title": "一种印染废水的低温催化氧化方法", "number": "201710601862.3"}],
  "completers": [{"name": "方文秀"}, {"name": "高立群"}], "region": "330114", "transferModes": ["transfer"],
  "researchFrom": "2022-03", "researchTo": "2025-12", "secrecy": "not_secret"}' \
  "{\"transferMode\": \"transfer\", \"priceMethod\": \"auction\", \"reserve\": $(yuan 4900000)}"

say "The market announces the auction: start 4,500,000, step 100,000, deposit 500,000, open for a day after ten days' notice"
call 200 GET /v1/clock "$market"; now=$(field .now)
opens=$(after "$now + 10 days"); closes=$(after "$now + 11 days")
announcement() {
  echo "{\"listing\": \"$listing\", \"procedure\": \"competitive_bidding\", \"startPrice\": $(yuan 4500000), \"ladder\": [{\"from\": $(yuan 0), \"step\": $(yuan 100000)}], \"deposit\": $(yuan 500000), \"registrationClosesAt\": \"$opens\", \"opensAt\": \"$1\", \"closesAt\": \"$closes\", \"priority\": {\"notices\": [$2]}}"
}
# By law its completers may buy on the same conditions, and are told in time.
told() { echo "{\"holder\": \"completer\", \"number\": $1, \"notifiedOn\": \"$(date -u -d "$now" +%Y-%m-%d)\", \"reference\": \"walkthrough letter $1\"}"; }
call 422 POST /v1/auctions "$market" "$(announcement "$(after "$now + 1 day")" "$(told 1), $(told 2)")"
is "the refusal of a notice of one day" .code auction.notice_too_short
call 422 POST /v1/auctions "$market" "$(announcement "$opens" "$(told 1)")"
is "the refusal while one of two completers has not been told" .code priority.notice_missing
call 201 POST /v1/auctions "$market" "$(announcement "$opens" "$(told 1), $(told 2)")"
auction=$(field .id)

say "Three enterprises register, are qualified and pay their deposits; the seller may not register"
for bidder in "$bidder1" "$bidder2" "$bidder3"; do
  call 201 POST "/v1/auctions/$auction/bidders" "$bidder"
  label=$(field .label)
  call 200 POST "/v1/auctions/$auction/bidders/$label/qualification" "$market" '{"decision": "qualified"}'
  call 201 POST "/v1/auctions/$auction/deposits" "$market" "{\"label\": \"$label\", \"amount\": $(yuan 500000), \"reference\": \"walkthrough $label\"}"
done
call 403 POST "/v1/auctions/$auction/bidders" "$seller"

say "A bid before the opening is refused; then the clock goes to the opening"
call 409 POST "/v1/auctions/$auction/bids" "$bidder1" "{\"amount\": $(yuan 4500000)}"
is "the refusal" .code auction.not_yet_open
call 200 POST /sandbox/clock "$market" "{\"until\": \"$opens\"}"

say "Bids: 4,500,000; 4,550,000 is too low; 4,600,000; the same request again is the same bid"
call 201 POST "/v1/auctions/$auction/bids" "$bidder1" "{\"amount\": $(yuan 4500000)}"
call 422 POST "/v1/auctions/$auction/bids" "$bidder2" "{\"amount\": $(yuan 4550000)}"
is "the refusal" .code bid.too_low
key=again-$auction
call 201 POST "/v1/auctions/$auction/bids" "$bidder2" "{\"amount\": $(yuan 4600000)}"; bid=$(field .bidId)
call 201 POST "/v1/auctions/$auction/bids" "$bidder2" "{\"amount\": $(yuan 4600000)}"
is "the repeated request's bid" .bidId "$bid"
key=

say "Three minutes before the end a bid of 5,200,000 moves the end to five minutes after it"
call 200 POST /sandbox/clock "$market" "{\"until\": \"$(after "$closes - 3 minutes")\"}"
call 201 POST "/v1/auctions/$auction/bids" "$bidder3" "{\"amount\": $(yuan 5200000)}"
is "whether the end moved" .extended true
accepted=$(field .decidedAt); moved=$(field .closesAt)
[ $(( $(date -d "$moved" +%s) - $(date -d "$accepted" +%s) )) -eq 300 ] || die "the end moved from $closes to $moved, not to five minutes after $accepted"

say "The clock passes the end: sold for 5,200,000"
call 200 POST /sandbox/clock "$market" '{"by": "PT10M"}'
call 409 POST "/v1/auctions/$auction/bids" "$bidder1" "{\"amount\": $(yuan 6000000)}"
is "the refusal" .code auction.ended
call 200 GET "/v1/auctions/$auction/result" ""
is "the outcome" .outcome sold
is "the price in fen" .price.amount 520000000
winner=$(field .winner)

say "The market confirms the sale; the others have their deposits back, the winner's became price"
call 200 POST "/v1/auctions/$auction/confirmation" "$market"
call 200 POST /sandbox/clock "$market" '{"by": "PT1H"}'
call 200 GET "/v1/auctions/$auction/bidders" "$market"
is "what is still held" '[.items[].deposit.held.amount] | add' 0
is "what was released" '[.items[].deposit.released.amount] | add' 100000000
is "the winner's deposit that became price" ".items[] | select(.label == \"$winner\") | .deposit.applied.amount" 50000000

say "A contract was drafted from the deal; the university completes its form and attaches the signed text"
draft "$auction"
complete "$(date -u -d "$now + 12 days" +%Y-%m-%d)" 5100000 '{"deductions": [{"kind": "equipment", "amount": {"amount": 10000000, "currency": "CNY"}, "reason": "中试装置一套"}]}'
attach 印染废水低温催化氧化与盐回用技术 5200000

say "It is filed at the office of the university's place and accepted"
call 200 POST /sandbox/clock "$market" '{"by": "P2D"}'
call 200 POST "/v1/contracts/$contract/filing" "$seller" "{\"office\": \"$office_id\"}"
call 200 POST "/v1/contracts/$contract/acceptance" "$reviewer"

say "5,100,000 yuan of technology amount need a second person's review"
amounts="{\"technologyAmount\": $(yuan 5100000), \"technologyIncome\": $(yuan 5100000)}"
call 200 POST "/v1/contracts/$contract/reviews" "$reviewer" "$amounts"
call 409 POST "/v1/contracts/$contract/registration" "$reviewer"
is "the refusal" .code contract.second_review_missing
call 200 POST "/v1/contracts/$contract/reviews" "$second" "$amounts"

say "Before the registration the month's report does not have it; afterwards it does, to the fen, on all three bases"
registered 5200000 5100000
auctioned=$number

say "Another achievement is offered by agreement; an enterprise inquires, and the two bargain where nobody else listens"
lists '{
  "titleZh": "印染污泥低温热解制备生物炭技术", "titleEn": "Low-temperature pyrolysis of dyeing sludge into biochar",
  "summaryZh": "印染污泥经低温热解制成生物炭，重金属固化率高，处置成本下降四成。",
  "field": "environment", "keywords": ["印染污泥", "热解", "生物炭"], "stage": "middle", "maturity": "pilot_tested",
  "attribute": "original_innovation", "level": "domestic_leading", "form": "new_process",
  "ipRights": [{"type": "invention_patent", "title": "一种印染污泥的低温热解方法", "number": "201710601862.3"}],
  "completers": [{"name": "方文秀"}], "region": "330114", "transferModes": ["transfer"],
  "researchFrom": "2022-03", "researchTo": "2025-12", "secrecy": "not_secret"}' \
  '{"transferMode": "transfer", "priceMethod": "agreement"}'
call 201 POST /v1/deals "$bidder1" "{\"listing\": \"$listing\", \"message\": \"拟受让该成果用于两条污泥处置线，请告知价格。\"}"
deal=$(field .id); buyer=$(field .buyer); opened=$(position)
call 404 GET "/v1/deals/$deal" "$bidder2"
call 200 GET /v1/clock "$market"; valid=$(after "$(field .now) + 30 days")
offer() { jq -nc --argjson price "$(yuan "$1")" --arg until "$valid" '{price: $price, validUntil: $until, transferMode: "transfer", paymentMethod: "instalments", terms: "签约付三成，变更登记后付清。"}'; }
call 200 POST "/v1/deals/$deal/offers" "$bidder1" "$(offer 3200000)"; first=$(field '.offers[-1].id')
call 200 POST "/v1/deals/$deal/offers" "$seller" "$(offer 3600000)"; counter=$(field '.offers[-1].id')
call 409 POST "/v1/deals/$deal/offers/$first/acceptance" "$seller"
call 200 POST "/v1/deals/$deal/offers/$counter/acceptance" "$bidder1"
is "the deal's state" .state agreed_pending_publicity

say "The agreed price of 3,600,000 is made public for fifteen days; until they are over there is no contract"
call 201 POST "/v1/listings/$listing/publicity" "$seller" "{\"price\": $(yuan 3600000), \"pricingBasis\": \"资产评估报告〔2026〕118号\", \"places\": [\"学校官网\", \"科技大市场\"], \"buyer\": \"$buyer\"}"
is "the days" .days 15
ends=$(field .endsAt)
call 200 GET "/v1/listings/$listing/publicity" ""
call 409 POST /v1/contracts "$seller" "{\"buyer\": \"$buyer\", \"price\": $(yuan 3600000), \"achievement\": \"$achievement\"}"
is "the refusal" .code contract.achievement_listed
call 200 POST /sandbox/clock "$market" "{\"until\": \"$(after "$ends - 1 minute")\"}"
call 200 GET "/v1/deals/$deal" "$bidder1"
is "the deal's state a minute before the end" .state agreed_pending_publicity

say "With the end of the fifteenth day the deal is agreed and its contract drafted; one signed before is refused, one signed on the day after is filed"
call 200 POST /sandbox/clock "$market" "{\"until\": \"$ends\"}"
call 200 GET "/v1/deals/$deal" "$bidder1"
is "the deal's state" .state agreed
call 200 POST /sandbox/clock "$market" '{"by": "PT1H"}'
draft "$deal"
complete "$(TZ=Asia/Shanghai date -d "$ends - 1 minute" +%Y-%m-%d)" 3600000
attach 印染污泥低温热解制备生物炭技术 3600000
call 422 POST "/v1/contracts/$contract/filing" "$seller" "{\"office\": \"$office_id\"}"
is "the refusal" '[.errors[].code] | join(" ")' contract.signed_before_publicity
complete "$(TZ=Asia/Shanghai date -d "$ends" +%Y-%m-%d)" 3600000
call 200 POST "/v1/contracts/$contract/filing" "$seller" "{\"office\": \"$office_id\"}"

say "It is accepted, reviewed by one person, registered, and in the month's report on all three bases"
call 200 POST "/v1/contracts/$contract/acceptance" "$reviewer"
call 200 POST "/v1/contracts/$contract/reviews" "$reviewer" "{\"technologyAmount\": $(yuan 3600000), \"technologyIncome\": $(yuan 3600000)}"
registered 3600000 3600000

say "An enterprise has a problem; it is found in simplified and traditional Chinese and in English, in other forms of the words"
enterprise=$(token enterprise publisher); stranger=$(token enterprise publisher 1)
call 200 GET /v1/clock "$market"; now=$(field .now)
call 201 POST /v1/demands "$enterprise" "$(jq -n --arg deadline "$(after "$now + 90 days")" '{
  titleZh: "印染废水膜浓缩液资源化", titleEn: "Recycling of membrane concentrates from dyeing wastewater",
  descriptionZh: "日产三百吨膜浓缩液，盐分高、色度深，蒸发结晶成本每吨超过八十元，求低成本的分盐与资源化工艺。",
  field: "environment", industry: "manufacturing", keywords: ["膜浓缩液", "分盐", "资源化"], region: "330603",
  budgetMin: {amount: 100000000, currency: "CNY"}, budgetMax: {amount: 200000000, currency: "CNY"}, budgetSource: "own_funds", deadline: $deadline,
  acceptanceTest: "连续运行三十天，工业盐纯度不低于九成八，吨水成本不超过五十元。", cooperationModes: ["commissioned_development"],
  secrecy: "not_secret", contactVisibility: "withheld"}')"
demand=$(field .id); at=$(position)
for words in 膜浓缩液 膜濃縮液 "recycled concentrate"; do
  call 200 GET /v1/search "" "" -G --data-urlencode "q=$words" -d kind=demand -H "Marketplace-Position: $at"
  jq -e --arg id "$demand" '[.items[].id] | index($id)' "$body" >/dev/null || die "the demand is not found by $words: $(cat "$body")"
done

say "The university answers it; only the two of them learn that it did"
call 201 POST "/v1/demands/$demand/proposals" "$seller" "{\"text\": \"以双极膜电渗析与纳滤联用分盐，提供中试装置。\", \"price\": $(yuan 1500000), \"days\": 300}"
proposal=$(field .id); end=$(position)
call 200 GET "/v1/proposals/$proposal" "$enterprise"
is "the price" .terms.price.amount 150000000
call 404 GET "/v1/proposals/$proposal" "$stranger"

say "Whoever keeps a copy by the change feed is told of the demand, of the notice and of a deal of his own, and not of another's deal or proposal"
call 200 GET "/v1/changes?after=$((at - 1))&kind=demand,proposal" "$stranger" "" -H "Marketplace-Position: $end"
is "what changed" '[.items[] | "\(.resource.kind) \(.change)"] | join(", ")' "demand appeared"
call 200 GET "/v1/changes?after=$((opened - 1))&kind=deal,publicity" "$bidder1" "" -H "Marketplace-Position: $end"
is "what the buyer is told of first" '[.items[0] | .resource.kind, .change] | join(" ")' "deal appeared"
call 200 GET "/v1/changes?after=$((opened - 1))&kind=deal,publicity" "$bidder2" "" -H "Marketplace-Position: $end"
is "what another is told of" '[.items[].resource | "\(.kind) \(.id)"] | unique | join(" ")' "publicity $listing"

printf '\nDone. Two contracts are registered, %s by auction at 5200000.00 yuan and %s by agreement at 3600000.00 yuan, and each is in the report of its month on all three bases.\n' "$auctioned" "$number"
