package io.litestream4j.cli;

import io.litestream4j.restore.LtxPlan;
import io.litestream4j.restore.RestorePlan;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what a restore would read and reach. */
@Command(name = "plan", description = "Says what a restore would read and reach, at the cost of a listing.")
final class PlanCommand implements Callable<Integer>, WithOutput {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ReplicaArguments replica = new ReplicaArguments();

    @Mixin
    private final TargetArguments target = new TargetArguments();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() throws IOException {
        try (OpenReplica source = OpenReplica.open(replica)) {
            RestorePlan plan = source.plan(target.target());
            Output.print(spec.commandLine().getOut(), output, plan.describe(), json(source, plan));
        }
        return ExitCode.OK;
    }

    private static Map<String, Object> json(OpenReplica source, RestorePlan plan) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("replica", source.url().toString());
        json.put("txid", Json.txId(plan.txId()));
        json.put("time", plan.time().toString());
        json.put("bytes", plan.bytes());
        json.put("files", files(plan));
        return json;
    }

    private static List<Map<String, Object>> files(RestorePlan plan) {
        return plan instanceof LtxPlan ltx
                ? ltx.files().stream().map(Json::file).toList()
                : plan.plannedFiles().stream().map(Json::file).toList();
    }
}
