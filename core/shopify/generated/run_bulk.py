from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import BulkOperationUserErrorCode


class RunBulk(BaseModel):
    bulk_operation_run_query: Optional["RunBulkBulkOperationRunQuery"] = Field(
        alias="bulkOperationRunQuery"
    )


class RunBulkBulkOperationRunQuery(BaseModel):
    bulk_operation: Optional["RunBulkBulkOperationRunQueryBulkOperation"] = Field(
        alias="bulkOperation"
    )
    user_errors: list["RunBulkBulkOperationRunQueryUserErrors"] = Field(
        alias="userErrors"
    )


class RunBulkBulkOperationRunQueryBulkOperation(BaseModel):
    id: str


class RunBulkBulkOperationRunQueryUserErrors(BaseModel):
    field: Optional[list[str]]
    message: str
    code: Optional[BulkOperationUserErrorCode]


RunBulk.model_rebuild()
RunBulkBulkOperationRunQuery.model_rebuild()
