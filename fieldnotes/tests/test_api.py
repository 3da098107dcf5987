"""The API of what was collected."""

TRANSCRIPT = "Interviewer: And?\n\nJun: 😀 e\u0301.\n\nInterviewer: So?\n\nJun: No.\n"


def test_a_document_with_its_text_paragraphs_and_turns(make_document, signed_in):
    document = make_document(TRANSCRIPT, title="Jun", people=["Jun"], site="Harbour")
    answer = signed_in("researcher").get(f"/api/documents/{document.pk}").json()
    text = answer["text"]
    assert text.strip() == TRANSCRIPT.strip()
    shown = [text[start:end] for start, end in answer["paragraphs"]]
    assert shown == ["Interviewer: And?", "Jun: 😀 e\u0301.", "Interviewer: So?", "Jun: No."]
    assert [(turn["label"], turn["interviewer"]) for turn in answer["turns"]] == [
        ("Interviewer", True),
        ("Jun", False),
    ] * 2
    jun = document.participants.get()
    assert [turn["participant"] for turn in answer["turns"]] == [None, jun.pk] * 2
    about = {name: answer[name] for name in ("id", "title", "site", "length", "participants")}
    assert about == {
        "id": document.pk,
        "title": "Jun",
        "site": "Harbour",
        "length": len(text),
        "participants": ["Jun"],
    }


def test_documents_come_by_date_of_fieldwork(make_document, project, signed_in):
    for title, date in [("late", "2024-03-01"), ("early", "2024-01-01"), ("undated", None)]:
        make_document(title=title, fieldwork_date=date)
    answer = signed_in("researcher").get(f"/api/projects/{project.pk}/documents").json()
    assert [document["title"] for document in answer] == ["early", "late", "undated"]
    assert "text" not in answer[0]


def test_nobody_sees_the_projects_of_others(project, signed_in):
    assert signed_in("stranger").get("/api/projects").json() == []
    (own,) = signed_in("researcher").get("/api/projects").json()
    assert own == {"id": project.pk, "name": project.name, "description": "", "blind": False}
