/** Requests to the API of one document, and the two ways in which they fail. */

const TIMEOUT = 10_000;

/** No answer, or one that a later try may better: the server is away, or one is signed out. */
export class Away extends Error {
  constructor({ signedOut = false } = {}) {
    super("away");
    this.signedOut = signedOut;
  }
}

/**
 * The server said no: `message` is its sentence; `current` the segment as it is now where that is
 * why, null when it is gone.
 */
export class Refused extends Error {
  constructor(status, { detail, current } = {}) {
    super(typeof detail === "string" ? detail : gettext("The server refused this."));
    this.status = status;
    this.current = current;
  }
}

export class Server {
  #user;

  constructor({ id, project, user }) {
    this.#user = user;
    this.document = `/api/documents/${id}`;
    this.project = `/api/projects/${project}`;
  }

  changesSince(revision) {
    return this.#request("GET", `${this.document}/changes?since=${revision}&here=true`);
  }

  codes() {
    return this.#request("GET", `${this.project}/codes`);
  }

  /** @param {{name: string, parent: number | null, definition: string}} code */
  addCode(code) {
    return this.#request("POST", `${this.project}/codes`, { body: code });
  }

  // What changes something carries a key, by which the server knows it when it comes again.

  create({ key, start, end, codes, memo }) {
    const body = { start, end, codes, memo };
    return this.#request("POST", `${this.document}/segments`, { key, body });
  }

  change({ key, id, patch }, revision) {
    return this.#request("PATCH", `/api/segments/${id}`, { key, body: { revision, ...patch } });
  }

  split(key, id, revision, at) {
    return this.#request("POST", `/api/segments/${id}/split`, { key, body: { revision, at } });
  }

  merge(key, id, revision, other) {
    const body = { revision, other: other.id, other_revision: other.revision };
    return this.#request("POST", `/api/segments/${id}/merge`, { key, body });
  }

  delete({ key, id }, revision) {
    return this.#request("DELETE", `/api/segments/${id}?revision=${revision}`, { key });
  }

  /** Undo or redo, as the operation's `kind` says. */
  reverse({ key, kind }) {
    return this.#request("POST", `${this.document}/${kind}`, { key });
  }

  memos() {
    return this.#request("GET", `${this.project}/memos`);
  }

  /** Which memos are linked to the document's segments. */
  memoLinks() {
    return this.#request("GET", `${this.document}/memos`);
  }

  /** @param {{title: string, text: string, segment: number}} memo */
  writeMemo(memo) {
    return this.#request("POST", `${this.project}/memos`, { body: memo });
  }

  linkMemo(memo, segment) {
    return this.#request("PUT", `/api/memos/${memo}/segments/${segment}`);
  }

  unlinkMemo(memo, segment) {
    return this.#request("DELETE", `/api/memos/${memo}/segments/${segment}`);
  }

  /** Sent also while the page is being left. @param {{read_to?: number, done?: boolean}} progress */
  noteProgress(progress) {
    const more = { body: progress, keepalive: true };
    return this.#request("PUT", `${this.document}/progress`, more);
  }

  async #request(method, path, { key, body, keepalive = false } = {}) {
    let response;
    let answer;
    try {
      response = await fetch(path, {
        method,
        headers: {
          "Content-Type": "application/json",
          "X-CSRFToken": token(),
          "X-User": this.#user,
          ...(key && { "Idempotency-Key": key }),
        },
        body: body && JSON.stringify(body),
        keepalive,
        signal: AbortSignal.timeout(TIMEOUT),
      });
      // To the sign-in page, or so the API says.
      if (response.redirected || response.status === 401) throw new Away({ signedOut: true });
      answer = await response.json();
    } catch (error) {
      if (error instanceof Away) throw error;
      if (response && !response.ok && response.status < 500) throw new Refused(response.status);
      throw new Away();
    }
    if (response.ok) return answer;
    if (response.status >= 500) throw new Away();
    throw new Refused(response.status, answer);
  }
}

/** Read each time: signing in again, in another window, changes it. */
function token() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
}
