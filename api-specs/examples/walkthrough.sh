#!/usr/bin/env bash
# One deal, from the achievement's draft to the registered contract and the month's report, through a running sandbox.
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
after() { date -u -d "$1" +%Y-%m-%dT%H:%M:%S.000Z; }

say "Sign in: a university, the market, three enterprises, a registration office, a statistician"
seller=$(token university publisher)
market=$(token market_operator operator)
bidder1=$(token enterprise bidder 0); bidder2=$(token enterprise bidder 1); bidder3=$(token enterprise bidder 2)
reviewer=$(token registration_office reviewer); second=$(token registration_office second_reviewer)
statistician=$(token supervisor statistician)
operator_id=$(jq -r '[.[] | select(.kind == "market_operator")][0].organization' "$credentials")
office_id=$(jq -r '[.[] | select(.kind == "registration_office")][0].organization' "$credentials")

say "The university drafts an achievement and submits it"
call 201 POST /v1/achievements "$seller" '{
  "titleZh": "印染废水低温催化氧化与盐回用技术", "titleEn": "Low-temperature catalytic oxidation of dyeing wastewater with salt recovery",
  "summaryZh": "针对印染废水高盐、难降解的特点,以低温催化氧化结合分质结晶实现盐的回用,吨水成本下降三成。",
  "field": "environment", "keywords": ["印染废水", "催化氧化", "盐回用"], "stage": "middle", "maturity": "pilot_tested",
  "attribute": "original_innovation", "level": "domestic_leading", "form": "new_process",
  "ipRights": [{"type": "invention_patent", "title": "一种印染废水的低温催化氧化方法", "number": "201710601862.3"}],
  "completers": [{"name": "方文秀"}, {"name": "高立群"}], "region": "330114", "transferModes": ["transfer"],
  "researchFrom": "2022-03", "researchTo": "2025-12", "secrecy": "not_secret"}'
achievement=$(field .id)
call 404 GET "/v1/achievements/$achievement" ""
call 200 POST "/v1/achievements/$achievement/submission" "$seller"

say "The market approves it; now everybody can read it"
call 200 POST "/v1/achievements/$achievement/review" "$market" '{"decision": "approve"}'
call 200 GET "/v1/achievements/$achievement" ""

say "The university lists it for auction, with a reserve of 4,900,000 yuan that nobody else sees"
call 201 POST /v1/listings "$seller" "{\"achievement\": \"$achievement\", \"market\": \"$operator_id\", \"transferMode\": \"transfer\", \"priceMethod\": \"auction\", \"reserve\": $(yuan 4900000)}"
listing=$(field .id)

say "The market announces the auction: start 4,500,000, step 100,000, deposit 500,000, open for a day after ten days' notice"
call 200 GET /sandbox/clock "$market"; now=$(field .now)
opens=$(after "$now + 10 days"); closes=$(after "$now + 11 days")
call 422 POST /v1/auctions "$market" "{\"listing\": \"$listing\", \"procedure\": \"competitive_bidding\", \"startPrice\": $(yuan 4500000), \"ladder\": [{\"from\": $(yuan 0), \"step\": $(yuan 100000)}], \"deposit\": $(yuan 500000), \"registrationClosesAt\": \"$opens\", \"opensAt\": \"$(after "$now + 1 day")\", \"closesAt\": \"$closes\"}"
is "the refusal of a notice of one day" .code auction.notice_too_short
call 201 POST /v1/auctions "$market" "{\"listing\": \"$listing\", \"procedure\": \"competitive_bidding\", \"startPrice\": $(yuan 4500000), \"ladder\": [{\"from\": $(yuan 0), \"step\": $(yuan 100000)}], \"deposit\": $(yuan 500000), \"registrationClosesAt\": \"$opens\", \"opensAt\": \"$opens\", \"closesAt\": \"$closes\"}"
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
call 200 GET "/v1/contracts?state=draft&limit=200" "$seller" "" -H "Marketplace-Position: 1"
contract=$(field "[.items[] | select(.deal == \"$auction\")][0].id")
call 200 GET "/v1/contracts/$contract" "$seller"; version=$(etag)
signed=$(date -u -d "$now + 12 days" +%Y-%m-%d); until=$(date -u -d "$now + 3 years" +%Y-%m-%d)
form=$(jq -c --arg signed "$signed" --arg until "$until" '.form + {
  technologyAmount: {amount: 510000000, currency: "CNY"},
  deductions: [{kind: "equipment", amount: {amount: 10000000, currency: "CNY"}, reason: "中试装置一套"}],
  subtype: "patent_transfer", signedOn: $signed, beginsOn: $signed, endsOn: $until, paymentMethod: "instalments", relatedParties: false,
  planSource: "outside_plan", socialEconomicGoal: "environment", ipOwnership: "专利权自登记之日起归受让人所有。",
  sellerKind: "university", buyerKind: (.form.buyerKind // "limited_liability_company")}' "$body")
call 200 PUT "/v1/contracts/$contract" "$seller" "$form" -H "If-Match: $version"
printf '技术转让(专利权)合同\n\n项目名称:印染废水低温催化氧化与盐回用技术\n合同金额:人民币5200000.00元\n' >"$contract_file"
call 201 POST "/v1/documents/$contract?name=contract.txt&kind=contract_text&secrecy=not_secret" "$seller" "" -H 'Content-Type: text/plain' --data-binary "@$contract_file"

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
call 200 GET /sandbox/clock "$market"; month=$(TZ=Asia/Shanghai date -d "$(field .now)" +%Y-%m)
figures='[.total | .contracts, .turnover.amount, .technologyAmount.amount]'
for base in registered output absorption; do
  call 200 GET "/v1/reports/monthly/$month?base=$base" "$statistician"
  declare "before_$base=$(jq -c "$figures" "$body")"
done
call 200 POST "/v1/contracts/$contract/registration" "$reviewer"
number=$(field .number); at=$(position)
for base in registered output absorption; do
  call 200 GET "/v1/reports/monthly/$month?base=$base&by=contract_type,technical_field,ip_type,seller_kind,buyer_kind,region" "$statistician" "" -H "Marketplace-Position: $at"
  was=before_$base
  jq -e --argjson before "${!was}" "[$figures, \$before] | transpose | map(.[0] - .[1]) == [1, 520000000, 510000000]" "$body" >/dev/null \
    || die "the report of $month on the base $base grew from ${!was} to $(jq -c "$figures" "$body")"
  jq -e '[.total.turnover.amount] + [.groups[] | [.rows[].sums.turnover.amount] | add] | unique | length == 1' "$body" >/dev/null \
    || die "the rows of $month on the base $base do not add up to its total"
done

say "An enterprise has a problem; it is found in simplified and traditional Chinese and in English, in other forms of the words"
enterprise=$(token enterprise publisher); stranger=$(token enterprise publisher 1)
call 200 GET /sandbox/clock "$market"; now=$(field .now)
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

say "Whoever keeps a copy by the change feed is told of the demand and not of the proposal"
call 200 GET "/v1/changes?after=$((at - 1))&kind=demand,proposal" "$stranger" "" -H "Marketplace-Position: $end"
is "what changed" '[.items[] | "\(.resource.kind) \(.change)"] | join(", ")' "demand appeared"

printf '\nDone. Contract %s is registered as %s; the report of %s holds one contract more on each of its three bases, with a turnover of 5200000.00 yuan.\n' "$contract" "$number" "$month"
