"""People at work on one document: steps for Hypothesis, and undo as everybody imagines it."""

from hypothesis import strategies as st

from coding.actions import codebook, segments, undo
from coding.actions.errors import ChangedSince, CodingError, NothingToRedo, NothingToUndo
from coding.models import CodedSegment


class Stacks:
    """For each person what each of their steps did to which rows, {id: (before, after)}."""

    def __init__(self):
        self.undo, self.redo = {}, {}

    def did(self, person, before, after):
        step = {
            pk: (before.get(pk), after.get(pk))
            for pk in before.keys() | after.keys()
            if before.get(pk) != after.get(pk)
        }
        if step:
            self.undo.setdefault(person, []).append(step)
            self.redo[person] = []

    def reverse(self, verb, person, rows):
        """The rows after an undo or redo, or the error with which it is refused."""
        source, target, empty = {
            "undo": (self.undo, self.redo, NothingToUndo),
            "redo": (self.redo, self.undo, NothingToRedo),
        }[verb]
        if not source.get(person):
            return empty
        step = source[person][-1]
        wanted = rows | {pk: then for pk, (then, _now) in step.items()}
        wanted = {pk: content for pk, content in wanted.items() if content is not None}
        places = {tuple(content[:4]) for content in wanted.values()}
        moved_on = any(rows.get(pk) != now for pk, (_then, now) in step.items())
        if moved_on or len(places) < len(wanted):
            return ChangedSince
        source[person].pop()
        backwards = {pk: (now, then) for pk, (then, now) in step.items()}
        target.setdefault(person, []).append(backwards)
        return wanted


person = st.sampled_from(["researcher", "researcher2"])
code = st.sampled_from(["power.define", "power.status", "culture.values"])
# Crowded on purpose: the same passages again and again.
place = st.sampled_from([(0, 3), (0, 4), (2, 4), (4, 6)])
which = st.integers(0, 30)
steps = st.one_of(
    st.tuples(st.just("tag"), person, place, st.lists(code, min_size=1, max_size=2)),
    st.tuples(st.just("tag"), person, place, st.lists(code, min_size=1, max_size=2)),
    st.tuples(st.just("change"), person, which, place, code),
    st.tuples(st.just("delete"), person, which),
    st.tuples(st.just("undo"), person),
    st.tuples(st.just("undo"), person),
    st.tuples(st.just("redo"), person),
    st.tuples(st.just("merge"), code, code),
    st.tuples(st.just("restore"), code),
    st.tuples(st.just("undo codebook")),
)


class Desk:
    """Carries out steps on one document, by the actions themselves."""

    def __init__(self, project, document, people, codes):
        self.project, self.document, self.people, self.codes = project, document, people, codes

    def do(self, verb, *arguments):
        """None, or the error with which the step was refused."""
        try:
            getattr(self, verb.replace(" ", "_"))(*arguments)
        except CodingError as error:
            return type(error)
        return None

    def one_of(self, name, which):
        own = CodedSegment.objects.filter(coder=self.people[name]).order_by("pk")
        return own[which % len(own)] if own else None

    def tag(self, name, place, keys):
        segments.code_passage(
            document_id=self.document.pk,
            by=self.people[name],
            start=place[0],
            end=place[1],
            codes=[self.codes[key].pk for key in keys],
        )

    def change(self, name, which, place, key):
        if segment := self.one_of(name, which):
            segments.change_segment(
                segment=segment,
                by=self.people[name],
                seen=segment.revision,
                start=place[0],
                end=place[1],
                code=self.codes[key].pk,
                memo=f"{place}",
            )

    def delete(self, name, which):
        if segment := self.one_of(name, which):
            segments.delete_segment(segment=segment, by=self.people[name], seen=segment.revision)

    def undo(self, name):
        undo.undo(document_id=self.document.pk, by=self.people[name])

    def redo(self, name):
        undo.redo(document_id=self.document.pk, by=self.people[name])

    def merge(self, key, target):
        code, target = self.codes[key], self.codes[target]
        codebook.merge_code(code=code, target=target, by=self.people["supervisor"])

    def restore(self, key):
        codebook.restore_code(code=self.codes[key], by=self.people["supervisor"])

    def undo_codebook(self):
        change = codebook.undoable_change(self.project.codebook)
        if change:
            codebook.undo_change(
                project=self.project, by=self.people["supervisor"], revision=change.revision
            )
