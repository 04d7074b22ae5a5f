-- Pages of pushes, the newest first; and what moved since a time.
CREATE INDEX pushes_newest ON pushes (state, id);
CREATE INDEX pushes_by_change ON pushes (changed_at);
