"""The pages on which an editor publishes, takes back, previews or deletes; each shows what will happen first."""

from timeline.admin.acts.drafts import delete_page, restore_draft_page
from timeline.admin.acts.evidence import hand_in_page, remove_copies_page
from timeline.admin.acts.merge import merge_page
from timeline.admin.acts.preview import preview_page, readers_page
from timeline.admin.acts.publish import publish_page
from timeline.admin.acts.readdress import readdress_page
from timeline.admin.acts.removal import restore_page, retract_page, take_down_page

__all__ = [
    "delete_page",
    "hand_in_page",
    "merge_page",
    "preview_page",
    "publish_page",
    "readdress_page",
    "readers_page",
    "remove_copies_page",
    "restore_draft_page",
    "restore_page",
    "retract_page",
    "take_down_page",
]
