"""Meetings at an event: who meets whom, when, and at which table."""

from bashu.match.meeting.fairness import Fairness
from bashu.match.meeting.reasons import UNMET
from bashu.match.meeting.repair import Repair, repair
from bashu.match.meeting.scheduling import Schedule, meet
from bashu.match.meeting.settings import MeetSettings

__all__ = ["UNMET", "Fairness", "MeetSettings", "Repair", "Schedule", "meet", "repair"]
