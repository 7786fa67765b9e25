"""The trace of a settlement on a screen: `TracePane` shows it, `trace_page` is its text."""

from .page import trace_page as trace_page
from .pane import TracePane as TracePane
