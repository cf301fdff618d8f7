// Makes the working form nicer: after an error the summary gets the focus.
document.getElementById("problems")?.focus();
