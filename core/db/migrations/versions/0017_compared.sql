-- What could not be compared, and how many numbers differ.
ALTER TABLE comparisons ADD COLUMN left_alone INTEGER NOT NULL DEFAULT 0;
ALTER TABLE comparisons ADD COLUMN numbers INTEGER NOT NULL DEFAULT 0;
