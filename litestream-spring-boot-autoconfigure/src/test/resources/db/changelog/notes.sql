--liquibase formatted sql

--changeset notes:1
CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
