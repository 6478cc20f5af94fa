package io.litestream4j.cli;

import io.litestream4j.restore.IntegrityCheckMode;
import io.litestream4j.status.RestoreResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Restores a database to a file that does not exist yet. */
@Command(
        name = "restore",
        description = "Restores a database to a new file, which appears complete, synced and checked, or not at all.")
final class RestoreCommand implements Callable<Integer>, WithOutput {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ReplicaArguments replica = new ReplicaArguments();

    @Mixin
    private final TargetArguments target = new TargetArguments();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT",
            description = "The file to write; nothing is ever overwritten.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--integrity-check",
            paramLabel = "none|quick|full",
            description = "How SQLite checks the result. Default: quick; full also verifies every byte that is used.")
    private @Nullable IntegrityCheckMode integrityCheck;

    @Option(names = "--parallelism", paramLabel = "N", description = "Requests at the same time. Default: 8.")
    private @Nullable Integer parallelism;

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() throws IOException {
        try (OpenReplica source = OpenReplica.open(replica);
                ProgressDisplay progress = ProgressDisplay.of(output, spec, "restoring")) {
            RestoreResult result = source.restoreTo(
                    file.toAbsolutePath(),
                    target.target(),
                    source.settings(integrityCheck, parallelism),
                    progress::onProgress);
            progress.close();
            Output.print(spec.commandLine().getOut(), output, text(source, result), json(source, result));
        }
        return ExitCode.OK;
    }

    private static String text(OpenReplica source, RestoreResult result) {
        return "restored " + result.path() + " from " + source.url()
                + (result.txId().isNone() ? ", a backup of Litestream 0.3," : " to TXID " + result.txId()) + " of "
                + result.time() + ": " + result.files() + " files, " + result.bytes() + " bytes, "
                + result.duration().toMillis() + " ms";
    }

    private static Map<String, Object> json(OpenReplica source, RestoreResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("replica", source.url().toString());
        json.put("path", result.path().toString());
        json.put("txid", Json.txId(result.txId()));
        json.put("time", result.time().toString());
        json.put("files", result.files());
        json.put("bytes", result.bytes());
        json.put("durationMillis", result.duration().toMillis());
        return json;
    }
}
