from pydantic import Field

from .base_model import BaseModel
from .fragments import Page


class Locations(BaseModel):
    locations: "LocationsLocations"


class LocationsLocations(BaseModel):
    page_info: "LocationsLocationsPageInfo" = Field(alias="pageInfo")
    nodes: list["LocationsLocationsNodes"]


LocationsLocationsPageInfo = Page


class LocationsLocationsNodes(BaseModel):
    id: str
    name: str
    is_active: bool = Field(alias="isActive")


Locations.model_rebuild()
LocationsLocations.model_rebuild()
