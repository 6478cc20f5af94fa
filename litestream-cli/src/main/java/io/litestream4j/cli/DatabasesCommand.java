package io.litestream4j.cli;

import io.litestream4j.boot.autoconfigure.ApplicationReplicas;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the databases of an application and where their replicas are. */
@Command(name = "databases", description = "Lists an application's databases and where their replicas are.")
final class DatabasesCommand implements Callable<Integer>, WithOutput {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ReplicaArguments replica = new ReplicaArguments();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() {
        ApplicationReplicas replicas = replica.replicas();
        Map<String, String> databases = new LinkedHashMap<>();
        replicas.names()
                .forEach(
                        name -> databases.put(name, replicas.get(name).options().toString()));
        String text = databases.entrySet().stream()
                .map(entry -> entry.getKey() + "  " + entry.getValue())
                .collect(Collectors.joining(System.lineSeparator()));
        Map<String, Object> json = Map.of(
                "databases",
                databases.entrySet().stream().map(DatabasesCommand::json).toList());
        if (databases.isEmpty()) {
            return Output.print(
                    spec.commandLine(),
                    output,
                    text,
                    json,
                    new Failure(ExitCode.NOT_FOUND, "no-replica", replica.namesNoReplica()));
        }
        Output.print(spec.commandLine().getOut(), output, text, json);
        return ExitCode.OK;
    }

    private static Map<String, String> json(Map.Entry<String, String> database) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("name", database.getKey());
        json.put("replica", database.getValue());
        return json;
    }
}
