// The tests speak the language that the program speaks, whatever the machine's is.
[assembly: NUnit.Framework.SetCulture("")]
