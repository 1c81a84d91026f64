-- How many slips a project has and what they are together stands in one index: a list asks for
-- both each time, and read every slip for it.
ALTER TABLE slip DROP KEY slip_counts, ADD KEY slip_counts (project_id, count_on, amount_fen);
