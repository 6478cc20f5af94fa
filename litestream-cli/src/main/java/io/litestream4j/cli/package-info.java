/**
 * Restore, plan and verify from the command line. Each command is a class of its own; {@link io.litestream4j.cli.LitestreamCli}
 * puts them together, {@code Failures} says with which code a failed one ends, {@code ReplicaArguments} which replica it is
 * about.
 */
@NullMarked
package io.litestream4j.cli;

import org.jspecify.annotations.NullMarked;
