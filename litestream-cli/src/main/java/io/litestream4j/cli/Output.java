package io.litestream4j.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
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
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("error", failure.error());
            json.put("exitCode", failure.exitCode());
            json.put("message", failure.message());
            out.println(json(json));
            out.flush();
        }
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
