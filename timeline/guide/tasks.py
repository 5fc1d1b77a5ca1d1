"""What an editor does, task by task. What stands between two stars is a label of the desk, spelled as it is there."""

from typing import Final, NamedTuple


class Task(NamedTuple):
    """One task: its heading, its steps in their order, what is good to know, and a picture of the place.

    `picture` names a file made by `make guide`; empty where words do.
    """

    id: str
    title: str
    steps: tuple[str, ...]
    note: str = ""
    picture: str = ""


TASKS: Final = (
    Task(
        "sign-in",
        "Sign in",
        (
            "Open /admin/ and enter your name and password.",
            (
                "The first time, if you may publish: let an authenticator app read the picture, enter its code, press "
                "**Add the app**, and keep the recovery codes somewhere else than the telephone."
            ),
            "The start page shows what needs somebody: **Waiting for review**, drafts, edits, reports of readers.",
            "Your sign-ins, your second factor and your password are under **My account**.",
        ),
        picture="start",
    ),
    Task(
        "review",
        "Review what came in",
        (
            (
                "Choose **Review** on the left and open a line. At the top stands what was reported, and why it was "
                "matched to its dispute."
            ),
            "It is new: mend title, date and parties in the form beside it, then press **Accept as draft**.",
            "An event tells of it already: press **Cite here** beside that event under **Events it may be about**.",
            "It does not belong here: open **Reject** and say why. Not now: open **Put off**.",
        ),
        "Nothing that you accept is public before somebody publishes it, and every decision can be taken back.",
        picture="review",
    ),
    Task(
        "enter",
        "Enter an event: “Court grants preliminary injunction”",
        (
            "Press **New event**. Choose the **Dispute**; as **Type** choose “order”.",
            "Enter the **Date** as you would write it: 13 Feb 2020, 2020-02-13, Feb 2020, about 2017.",
            "Write the **Title** (at most twelve words, present tense) and the **Summary** (one to three sentences).",
            (
                "Under **Add parties** write each party in a line of its own, “plaintiff: aws”; below you read what "
                "each line means. A party that is missing becomes a draft: “plaintiff: + company Example Inc.”"
            ),
            (
                "Under **Add sources** paste the address of each document and, after it, a few words of the passage "
                "that shows it in quotation marks. A worker asks for the page while you go on; seconds later its "
                "title, publisher and date stand below: check them. Where it refuses, write the title yourself: "
                "“address | title | publisher | date”."
            ),
            (
                "If it moves a proceeding, choose the **Protest** and add a line under **Procedural steps**: protest "
                "and step, here “cofc.pi_granted”."
            ),
            (
                "Press **Save and continue editing**. Above the form you now read that it is a draft, and what would "
                "follow from it. **Save and publish…** goes on to the page that makes it public."
            ),
        ),
        picture="event",
    ),
    Task(
        "check",
        "Check a quote",
        (
            "Choose **Sources** on the left and open the source. A published source is copied by itself.",
            (
                "Where the publisher lets no program in: save the page or PDF in your browser, press **Hand in a "
                "copy…** and upload it."
            ),
            "Choose **Copies** on the left and the newest line: it says of each cited passage whether it stands there.",
        ),
        "Found means found in our own copy, word for word but for blanks, quotation marks and hyphens. Without a copy "
        "nothing is called verified.",
    ),
    Task(
        "publish",
        "Publish",
        (
            (
                "Press **Publish…** above the form. The page shows every document that becomes public, drafts that "
                "come along, and what stands against it."
            ),
            "Passages listed under **Not found in our copies** are for you to check first.",
            "Press **Publish now**. Pages, API, feeds and alerts follow at once.",
        ),
        "Several events at once: tick them in the list of events and choose **Publish…** as the action.",
        picture="publish",
    ),
    Task(
        "correct",
        "Correct what is public",
        (
            "Open the form, change what is wrong, and save. Readers still see the old words.",
            "Press **Publish…** and look at the difference.",
            (
                "Choose **Correction** if it was wrong, and say in the **Public note** what was wrong and what is "
                "right; **Update** if something became known; **Amendment** for a slip of the pen."
            ),
            "Press **Publish now**. A correction is listed on the public page of corrections.",
        ),
    ),
    Task(
        "remove",
        "Retract or take down",
        (
            (
                "It should not have been published: press **Retract…** and give the reason. It leaves every current "
                "page; its history stays. **Restore…** puts it back."
            ),
            (
                "It must not be public at all (a court order, a private person): an administrator presses **Take "
                "down…**. Its text goes from history too. This cannot be undone."
            ),
        ),
        "Both act at once; where there is a second publisher, that one confirms afterwards.",
    ),
    Task(
        "merge",
        "Merge what is there twice",
        (
            "Tick both rows in their list and choose **Merge…** as the action.",
            "Look at what moves and which of the two stays, then press **Merge**.",
            "To undo it, choose **Merges and splits** on the left and open the line.",
        ),
    ),
    Task(
        "import",
        "Import a table of events",
        (
            "Choose **Imported tables** on the left and press **Hand in a table…**. The page has a file to begin with.",
            "Say what each column means and look at what each row would make. Nothing is written so far.",
            "If rows are wrong, mend the file and hand it in again. Then import: all rows become drafts, or none does.",
            "**Take back…** on the page of the table removes the drafts that it made.",
        ),
        picture="import",
    ),
    Task(
        "feeds",
        "Watch another source of news",
        (
            "Choose **Feeds** on the left, add a feed, enter its **Name** and address, and choose the **Reader**.",
            "Choose **Ask now** as the action. What it brings is under **Items**, what may belong here in **Review**.",
            "A feed that fails or is silent for too long is shown on the start page and on the public page of sources.",
        ),
    ),
    Task(
        "bookmark",
        "Propose a source from any page",
        (
            "Drag this link to the bookmarks bar of your browser: **Propose as a source**.",
            (
                "On a page that the record should cite, press the bookmark. The desk opens **Add source** with address "
                "and title filled in."
            ),
            "Look at them, enter the **Publisher**, and save.",
        ),
        "The bookmark reads the address and title of the page it is pressed on and opens the desk; nothing else of "
        "ours runs there, and nothing is saved until you save it.",
    ),
)
