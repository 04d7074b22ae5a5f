from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import BulkOperationErrorCode, BulkOperationStatus


class LookAtBulk(BaseModel):
    bulk_operation: Optional["LookAtBulkBulkOperation"] = Field(alias="bulkOperation")


class LookAtBulkBulkOperation(BaseModel):
    id: str
    status: BulkOperationStatus
    error_code: Optional[BulkOperationErrorCode] = Field(alias="errorCode")
    object_count: str = Field(alias="objectCount")
    root_object_count: str = Field(alias="rootObjectCount")
    url: Optional[str]


LookAtBulk.model_rebuild()
