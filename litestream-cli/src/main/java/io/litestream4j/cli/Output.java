package io.litestream4j.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Standard output: the result of a command and nothing else. */
final class Output {

    private Output() {}

    /**
     * Prints a result.
     *
     * @param text for people
     * @param json for scripts: maps, lists, text, numbers and booleans
     */
    static void print(PrintWriter out, OutputOptions options, String text, Map<String, ?> json) {
        out.println(options.json ? json(json) : text);
        out.flush();
    }

    /** Prints a failure: one line on standard error, and for scripts an object on standard output. */
    static void print(PrintWriter out, PrintWriter err, boolean forScripts, Failure failure) {
        if (forScripts) {
            out.println(json(failure.json()));
            out.flush();
        }
        print(err, failure);
    }

    /**
     * Prints a result that is a failure as well.
     *
     * @return the exit code
     */
    static int print(CommandLine command, OutputOptions options, String text, Map<String, ?> json, Failure failure) {
        Map<String, Object> all = new LinkedHashMap<>(failure.json());
        all.putAll(json);
        print(command.getOut(), options, text, all);
        print(command.getErr(), failure);
        return failure.exitCode();
    }

    private static void print(PrintWriter err, Failure failure) {
        err.println("litestream: " + failure.message().replaceAll("\\s*\\R\\s*", " "));
        err.flush();
    }

    /** Not kept: a command prints once, and most print text. */
    private static String json(Map<String, ?> json) {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(json);
    }
}
