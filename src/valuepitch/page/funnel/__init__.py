"""The page of a funnel: for the sales manager, before anyone dials."""

from valuepitch.page.funnel.compose import FunnelComposer
from valuepitch.page.funnel.context import FunnelContext

__all__ = ["FunnelComposer", "FunnelContext"]
