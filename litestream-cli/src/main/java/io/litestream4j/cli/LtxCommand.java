package io.litestream4j.cli;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaFileMissingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the LTX files of a replica, or shows what is in one. */
@Command(name = "ltx", description = "Lists the LTX files of a replica, or shows the header, pages and trailer of one.")
final class LtxCommand implements Callable<Integer>, WithOutput {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ReplicaArguments replica = new ReplicaArguments();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(names = "--level", paramLabel = "0..9", description = "List this level only.")
    private @Nullable Integer level;

    @Option(
            names = "--dump",
            paramLabel = "LEVEL/NAME",
            description = "Show one file, for example 0/0000000000000003-0000000000000003.ltx.")
    private @Nullable String dump;

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() throws IOException {
        if (level != null && (level < ReplicaFile.CAPTURE_LEVEL || level > ReplicaFile.SNAPSHOT_LEVEL)) {
            throw new IllegalArgumentException("there is no level " + level + ": expected 0 to 9");
        }
        try (OpenReplica source = OpenReplica.open(replica)) {
            return dump == null ? list(source) : dump(source, dump);
        }
    }

    private int list(OpenReplica source) throws IOException {
        List<ReplicaFile> files = new ArrayList<>();
        for (int each = ReplicaFile.CAPTURE_LEVEL; each <= ReplicaFile.SNAPSHOT_LEVEL; each++) {
            if (level == null || level == each) {
                files.addAll(source.client().list(each, TxId.NONE));
            }
        }
        String text = files.stream()
                .map(file -> file.level() + "/" + file.name() + "  " + file.size() + "  " + file.created())
                .collect(Collectors.joining(System.lineSeparator()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("replica", source.url().toString());
        json.put("files", files.stream().map(Json::file).toList());
        if (files.isEmpty()) {
            String where = level == null ? "" : " in level " + level;
            Failure failure = new Failure(
                    ExitCode.NOT_FOUND, "file-missing", "the replica " + source.url() + " holds no LTX files" + where);
            return Output.print(spec.commandLine(), output, text, json, failure);
        }
        Output.print(spec.commandLine().getOut(), output, text, json);
        return ExitCode.OK;
    }

    private int dump(OpenReplica source, String place) throws IOException {
        LtxDump found = LtxDump.read(source.client(), find(source, place));
        Output.print(spec.commandLine().getOut(), output, found.text(), found.json());
        return ExitCode.OK;
    }

    private static ReplicaFile find(OpenReplica source, String place) throws IOException {
        int slash = place.indexOf('/');
        LtxFileName name = LtxFileName.parse(place.substring(slash + 1)).orElse(null);
        if (slash != 1 || !Character.isDigit(place.charAt(0)) || name == null) {
            throw new IllegalArgumentException("'" + place
                    + "' is not a file of a replica: expected LEVEL/NAME as 'ltx' lists them, for example"
                    + " 0/0000000000000003-0000000000000003.ltx");
        }
        return source.client().list(Character.digit(place.charAt(0), 10), name.min()).stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ReplicaFileMissingException(place + " is not in " + source.url()));
    }
}
