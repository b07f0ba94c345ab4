// The form alone: its data stand in the page.
tenkenForm(JSON.parse(document.getElementById("data").textContent));
