from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class CommitEdit(BaseModel):
    order_edit_commit: Optional["CommitEditOrderEditCommit"] = Field(
        alias="orderEditCommit"
    )


class CommitEditOrderEditCommit(BaseModel):
    order: Optional["CommitEditOrderEditCommitOrder"]
    user_errors: list["CommitEditOrderEditCommitUserErrors"] = Field(alias="userErrors")


class CommitEditOrderEditCommitOrder(BaseModel):
    id: str


class CommitEditOrderEditCommitUserErrors(BaseModel):
    message: str


CommitEdit.model_rebuild()
CommitEditOrderEditCommit.model_rebuild()
