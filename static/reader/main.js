/** The reader's page: makes the parts, connects them, begins. */

import { Captions } from "./captions.js";
import { ChordHint } from "./chord-hint.js";
import { Chords } from "./chords.js";
import { Codebook } from "./codebook.js";
import { Coding } from "./coding.js";
import { commandsOf } from "./commands.js";
import { readData } from "./data.js";
import { Done } from "./done.js";
import { FilterChoices } from "./filter-choices.js";
import { Filter } from "./filter.js";
import { Find } from "./find.js";
import { Handles } from "./handles.js";
import { HeldChanges } from "./held.js";
import { Finder } from "./hits.js";
import { Keeper } from "./keeper.js";
import { listen } from "./keyboard.js";
import { RESERVED_KEYS } from "./keys.js";
import { Memos } from "./memos.js";
import { Minimap } from "./minimap.js";
import { NewCode } from "./new-code.js";
import { Painting } from "./painting.js";
import { Panel } from "./panel.js";
import { Pending } from "./pending.js";
import { Picker } from "./picker.js";
import { isReturn, LastPlace, passageOf } from "./place.js";
import { Printing } from "./printing.js";
import { Progress } from "./progress.js";
import { PeopleHere } from "./people-here.js";
import { Reader } from "./reader.js";
import { ReadTo } from "./read-to.js";
import { Reading } from "./reading.js";
import { Recent } from "./recent.js";
import { Reshaping } from "./reshaping.js";
import { Server } from "./server.js";
import { Settings } from "./settings.js";
import { Status } from "./status.js";
import { Store } from "./store.js";
import { StripeColours } from "./stripe-colours.js";
import { Stripes } from "./stripes.js";
import { Sync } from "./sync.js";
import { TagButton } from "./tag-button.js";
import { Text } from "./text.js";
import { Toasts } from "./toasts.js";
import { listenToToolbar } from "./toolbar.js";
import { Tooltip } from "./tooltip.js";
import { View } from "./view.js";

const root = document.getElementById("text");
/** What the page is run by; null where the document has no text. */
export const reader = root.querySelector("section") ? begin(readData()) : null;

function begin({ document: meta, user, progress: known, memos: links, coders, codes, segments }) {
  const text = new Text(root);
  const codebook = new Codebook(codes);
  const stripeColours = new StripeColours({
    codebook,
    coders: coders.keys(),
    by: () => settings.stripesBy,
    theme: () => document.documentElement.dataset.bsTheme,
  });
  const stripeColour = (segment) => stripeColours.of(segment);
  const captions = new Captions({ text, codebook, coders, user, stripeColour });
  const filter = new Filter((code) => codebook.rootIdOf(code));
  const chords = new Chords(codebook.inUse, RESERVED_KEYS);
  const toasts = new Toasts();

  // What the server has, what waits, and what of it is shown.
  const store = new Store({ revision: meta.revision, segments });
  const pending = new Pending(store, () => keeper.save());
  const keeper = new Keeper({ user, document: meta.id }, pending);
  const server = new Server({ ...meta, user });
  const painting = new Painting(text, filter.rootOf);
  const stripes = new Stripes(text, (segment) => captions.ofStripe(segment));
  const view = new View({ text, painting, stripes });
  const sync = new Sync({
    server,
    store,
    pending,
    told: {
      changed: (ids) => changed(ids),
      refused: (sentence) => toasts.say(sentence, { kind: "error" }),
      held: (sentence) => {
        const action = { label: gettext("Look"), run: () => held.open() };
        toasts.say(sentence, { kind: "error", action });
      },
      reversed: (kind, change) => reader.reversed(kind, change),
      state: (state) => status.show(state),
      here: (ids) => peopleHere.show(ids),
    },
  });
  const changed = (ids) => {
    reader.changed(ids);
    held.refresh();
  };
  const reversed = (kind, change) => reader.reversed(kind, change);
  const coding = new Coding({ text, store, pending, sync, user, changed, reversed });
  const reshaping = new Reshaping({ text, store, pending, sync, server, changed });
  const sendAgain = (ids) => {
    changed(ids);
    sync.send();
  };
  const held = new HeldChanges({
    pending,
    caption: (segment) => captions.of(segment),
    decided: sendAgain,
  });
  const status = new Status(() => held.open());
  const peopleHere = new PeopleHere((id) => captions.nameOf(id));

  // What the person sees and touches beside the text.
  const reading = new Reading({
    text,
    painting,
    changed: (passage) => {
      tagButton.follow(passage);
      panel.show();
    },
  });
  const tagButton = new TagButton({ text, press: () => reader.pickCodes() });
  const recent = new Recent(sessionStorage, `reader-recent-${meta.project}`);
  const newCode = new NewCode({ codebook, save: (code) => reader.addCode(code) });
  const picker = new Picker(codebook, newCode);
  const memos = new Memos({
    links,
    server,
    pending,
    toasts,
    quote: ({ start, end }) => text.quote(start, end),
    changed: () => panel.show(),
  });
  const panel = new Panel({
    text: root,
    segment: (id) => pending.shown(id),
    caption: (segment) => ({ ...captions.of(segment), memos: memos.of(segment.id) }),
    nameOf: (id) => pending.nameOf(id),
    all: () => view.shown.inOrder(),
    size: () => view.shown.size,
    passage: () => reading.passage,
    place: () => reading.word.start,
    act: (id, what, value) =>
      (what.endsWith("link") ? memos : reader).act(id, what, value),
    activated: (id) => reader.activated(id),
    visit: (id) => reader.visit(id),
  });
  const handles = new Handles({
    text,
    preview: (passage) => (passage ? painting.mark("active", passage) : panel.refresh()),
    moved: (id, patch) => {
      const before = pending.shown(id);
      coding.change(id, patch);
      reading.follow(before, pending.shown(id));
    },
  });
  const lastPlace = new LastPlace({ text, reading, key: `reader-place-${user}-${meta.id}` });
  const settings = new Settings({
    text,
    relay: (change) =>
      lastPlace.hold(() => {
        change();
        view.measureAnew();
      }),
    recoloured: () => {
      filterChoices.show();
      view.recolour();
      minimap.refresh();
    },
  });
  const progress = new Progress({
    text,
    own: () => [...coding.all()].filter(({ coder }) => coder === user),
  });
  const readTo = new ReadTo({ text, known, server });
  const done = new Done({ done: known?.done ?? false, server, toasts });
  const minimap = new Minimap({
    text,
    colourOf: stripeColour,
    segments: () => view.shown.inOrder(),
    jump: (offset) => view.bringOnScreen(offset),
  });
  const find = new Find({
    finder: new Finder(text.paragraphs.map(({ node, ...rest }) => ({ ...rest, text: node.data }))),
    text,
    reading,
    painting,
    show: (offset) => view.bringOnScreen(offset),
  });
  const reader = new Reader({
    captions,
    chords,
    codebook,
    coding,
    done,
    filter,
    find,
    handles,
    minimap,
    painting,
    panel,
    pending,
    picker,
    progress,
    reading,
    recent,
    reshaping,
    server,
    settings,
    stripes,
    tagButton,
    text,
    toasts,
    user,
    view,
  });
  new Printing({
    text,
    shown: () => view.shown,
    marksOf: (segments) => painting.marksOf(segments),
    caption: (segment) => captions.of(segment),
  });
  const commands = commandsOf(reader);
  listenToToolbar(commands);
  const filterChoices = new FilterChoices({
    filter,
    codebook,
    segments: () => coding.all(),
    coders: () =>
      coding.coders().map((id) => [id, id === user ? gettext("me") : captions.nameOf(id)]),
    colourOf: (coder) =>
      settings.stripesBy === "coder" ? stripeColours.ofCoder(coder) : null,
    filtered: () => reader.showAll(),
  });

  const hint = new ChordHint();
  listen({
    text: root,
    commands,
    chords,
    singleKeys: () => settings.singleKeys,
    told: {
      following: (first, following) => hint.show(first, following),
      cancelled: () => hint.hide(),
      unknown: (keys) => {
        hint.hide();
        toasts.say(interpolate(gettext("No code has the keys %s."), [[...keys].join(" ")]));
      },
      chosen: (code) => {
        hint.hide();
        reader.tag([code.id]);
      },
    },
  });
  new Tooltip(root, (event) => reader.under(event));
  root.addEventListener("click", (event) => reader.click(event));
  root.addEventListener("keydown", (event) => {
    stripes.press(event);
    panel.take(event);
  });
  new MutationObserver(() => reader.setColours()).observe(document.documentElement, {
    attributeFilter: ["data-bs-theme"],
  });

  painting.setColours(codebook);
  painting.mark("speaker", ...text.labels());
  reader.showAll();
  view.start();
  reading.goTo(reading.place);
  root.focus({ preventScroll: true });
  const linked = passageOf(location.search, text.paragraphs.at(-1).end);
  const isBack = (!linked || isReturn()) && lastPlace.restore();
  if (linked && !isBack) reader.arrive(linked);
  lastPlace.keep();
  readTo.start();
  sync.start();
  performance.mark("reader-usable"); // for bench/reader.py and the curious
  keeper.start(sendAgain);
  return reader;
}
