/** What the page brought along: the document, the codes, the people, the segments. */

export function readData() {
  const data = JSON.parse(document.getElementById("reader-data").textContent);
  const fields = data.segment_fields;
  return {
    document: data.document,
    user: data.user,
    progress: data.progress,
    memos: data.memos,
    codes: data.codes,
    coders: new Map(Object.entries(data.coders).map(([id, name]) => [Number(id), name])),
    segments: data.segments.map((row) =>
      Object.fromEntries(fields.map((field, i) => [field, row[i]])),
    ),
  };
}
