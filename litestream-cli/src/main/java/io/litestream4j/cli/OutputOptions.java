package io.litestream4j.cli;

import picocli.CommandLine.Option;

/** How a command talks. */
final class OutputOptions {

    @Option(names = "--json", description = "Print the result as one JSON object, errors as well.")
    boolean json;

    @Option(
            names = "--progress",
            paramLabel = "auto|bar|lines|none",
            defaultValue = "auto",
            description = "How progress is shown, on standard error. Default: a bar on a terminal, else lines.")
    ProgressMode progress = ProgressMode.auto;

    @Option(
            names = {"-v", "--verbose"},
            description = "Log what is done, on standard error.")
    boolean verbose;

    @Option(names = "--stacktrace", description = "Show where an error comes from.")
    boolean stacktrace;

    /** The ways to show progress, by the names that are typed. */
    enum ProgressMode {
        auto,
        bar,
        lines,
        none
    }
}
