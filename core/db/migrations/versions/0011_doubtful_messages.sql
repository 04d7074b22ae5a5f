-- A post that was not answered may stand beside one that another process made.
ALTER TABLE messages ADD COLUMN doubtful BOOLEAN NOT NULL DEFAULT false;
