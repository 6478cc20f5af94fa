package io.litestream4j.cli;

import io.litestream4j.verify.Finding;
import io.litestream4j.verify.GenerationTotals;
import io.litestream4j.verify.LevelTotals;
import io.litestream4j.verify.ReplicaVerifier;
import io.litestream4j.verify.RestorableRange;
import io.litestream4j.verify.VerificationReport;
import io.litestream4j.verify.VerifyMode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Verifies what a replica holds. */
@Command(
        name = "verify",
        description = "Reads a replica, and says what is damaged or missing and what can be restored.")
final class VerifyCommand implements Callable<Integer>, WithOutput {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ReplicaArguments replica = new ReplicaArguments();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(names = "--quick", description = "Read the headers only, instead of every byte.")
    private boolean quick;

    @Option(names = "--parallelism", paramLabel = "N", description = "Requests at the same time. Default: 8.")
    private @Nullable Integer parallelism;

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() throws IOException {
        try (OpenReplica source = OpenReplica.open(replica);
                ProgressDisplay progress = ProgressDisplay.of(output, spec, "verifying")) {
            ReplicaVerifier verifier =
                    new ReplicaVerifier(source.client(), CliThreads::pause, CliThreads::pool, progress::onProgress);
            VerificationReport report = verifier.verify(
                    quick ? VerifyMode.QUICK : VerifyMode.FULL,
                    source.settings(null, parallelism).parallelism());
            progress.close();
            return print(report);
        }
    }

    private int print(VerificationReport report) {
        CommandLine command = spec.commandLine();
        Failure failure = failure(report);
        if (failure != null) {
            return Output.print(command, output, report.describe(), json(report), failure);
        }
        Output.print(command.getOut(), output, report.describe(), json(report));
        return ExitCode.OK;
    }

    private static @Nullable Failure failure(VerificationReport report) {
        if (!report.isSound()) {
            return new Failure(ExitCode.DAMAGED, "damaged", damage(report));
        }
        return report.isEmpty()
                ? new Failure(ExitCode.NOT_FOUND, "no-backup", "the replica " + report.replica() + " holds no backup")
                : null;
    }

    private static String damage(VerificationReport report) {
        Finding first = report.damage().get(0);
        int others = report.damage().size() - 1;
        return "the replica " + report.replica() + " is damaged: " + first.resource() + ": " + first.message()
                + (others == 0 ? "" : "; and " + others + " more");
    }

    private static Map<String, Object> json(VerificationReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("replica", report.replica().toString());
        json.put("mode", report.mode().name().toLowerCase(Locale.ROOT));
        // A script that looks for a sound backup must not take none for one.
        json.put("sound", report.isSound() && !report.isEmpty());
        json.put("files", report.files());
        json.put("bytes", report.bytes());
        json.put("levels", report.levels().stream().map(VerifyCommand::json).toList());
        json.put(
                "restorable",
                report.restorable().stream().map(VerifyCommand::json).toList());
        json.put(
                "generations",
                report.generations().stream().map(VerifyCommand::json).toList());
        json.put("findings", report.findings().stream().map(VerifyCommand::json).toList());
        return json;
    }

    private static Map<String, Object> json(LevelTotals level) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("level", level.level());
        json.put("files", level.files());
        json.put("bytes", level.bytes());
        json.put("minTxid", level.min().toString());
        json.put("maxTxid", level.max().toString());
        return json;
    }

    private static Map<String, Object> json(GenerationTotals generation) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", generation.name());
        json.put("files", generation.files());
        json.put("bytes", generation.bytes());
        return json;
    }

    private static Map<String, Object> json(RestorableRange range) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from", range.from().toString());
        json.put("to", range.to().toString());
        json.put("points", range.points());
        return json;
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("damage", finding.isDamage());
        json.put("kind", name(finding.kind()));
        json.put("resource", finding.resource());
        json.put("problem", finding.problem() == null ? null : name(finding.problem()));
        json.put("message", finding.message());
        return json;
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
