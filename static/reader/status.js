/** In the bar: how things stand with the server, and what the person is to do about it. */

const by = (id) => document.getElementById(id);

export class Status {
  /** @param {() => void} openHeld shows what the server would not take */
  constructor(openHeld) {
    by("open-held").addEventListener("click", openHeld);
  }

  /** @param {{away: boolean, signedOut: boolean, waiting: number, held: number}} state */
  show({ away, signedOut, waiting, held }) {
    const words = [];
    if (signedOut) words.push(gettext("You are signed out."));
    else if (away) words.push(gettext("The server does not answer."));
    if (away && waiting) words.push(kept(waiting));
    write(by("status"), words.join(" "));
    by("status").dataset.waiting = waiting;
    by("sign-in").hidden = !signedOut;
    write(by("open-held"), held ? notTaken(held) : "");
    by("open-held").hidden = !held;
  }
}

function kept(waiting) {
  const sentence = ngettext(
    "%s change is kept here and will be sent.",
    "%s changes are kept here and will be sent.",
    waiting,
  );
  return interpolate(sentence, [waiting]);
}

function notTaken(held) {
  const sentence = ngettext("%s change needs you", "%s changes need you", held);
  return interpolate(sentence, [held]);
}

/** Only what is new is read out. */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
