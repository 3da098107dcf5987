// What the server-rendered pages need beyond htmx.

// htmx leaves the page alone on an error: say so instead of doing nothing.
const say = (text) => {
  const note = document.createElement("div");
  note.className = "alert alert-danger";
  note.setAttribute("role", "alert");
  note.textContent = text;
  document.querySelector("#messages").replaceChildren(note);
};

document.body.addEventListener("htmx:sendError", () =>
  say(gettext("The server does not answer. Nothing was lost: try again in a moment.")),
);
document.body.addEventListener("htmx:responseError", (event) =>
  say(
    interpolate(gettext("The server refused this (%s). Reload the page and try again."), [
      event.detail.xhr.status,
    ]),
  ),
);

// A form that must be handed in once: the button is inert after the first press.
document.addEventListener("submit", (event) => {
  for (const button of event.target.querySelectorAll("[data-once]")) {
    setTimeout(() => (button.disabled = true));
  }
});

// A choice that needs no button.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
});
