--liquibase formatted sql

--changeset notes:2
ALTER TABLE notes RENAME TO lines;
