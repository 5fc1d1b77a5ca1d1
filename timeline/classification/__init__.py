"""What kind of happening an item tells of, where, when and by whom, by readable rules that each say why. Pure.

Rules are data: ordered lists of patterns, one list a register (docket entries, GAO's papers, contract announcements,
the English and the German press). The first that fits decides; what none knows stays “other”.
"""

from timeline.classification.classify import classify
from timeline.classification.told import Classified, Participant, Role, Told

__all__ = ["Classified", "Participant", "Role", "Told", "classify"]
