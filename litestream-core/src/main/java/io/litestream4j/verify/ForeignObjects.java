package io.litestream4j.verify;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.replica.ReplicaObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells what lies among LTX files and is none by its name. */
final class ForeignObjects {

    /** Where LTX files are, in the two layouts; see {@link io.litestream4j.replica.ReplicaLayout}. */
    static final List<String> PREFIXES = prefixes();

    /** How many are named one by one. */
    private static final int MAX_NAMED = 20;

    private static final Pattern FILE = Pattern.compile("(?:ltx/|000)[0-9]/([^/]+)");

    private ForeignObjects() {}

    private static List<String> prefixes() {
        List<String> prefixes = new ArrayList<>(List.of("ltx/"));
        for (int level = 0; level <= 9; level++) {
            prefixes.add("000" + level + "/");
        }
        return List.copyOf(prefixes);
    }

    /** Returns a note for each of the first, and one for all others. */
    static List<Finding> find(List<ReplicaObject> objects) {
        List<ReplicaObject> foreign =
                objects.stream().filter(object -> !isFile(object.name())).toList();
        List<Finding> findings = new ArrayList<>();
        foreign.stream().limit(MAX_NAMED).forEach(object -> findings.add(note(object)));
        if (foreign.size() > MAX_NAMED) {
            findings.add(Finding.of(
                    FindingKind.FOREIGN,
                    "replica",
                    (foreign.size() - MAX_NAMED) + " more such objects, not named here"));
        }
        return findings;
    }

    private static boolean isFile(String name) {
        Matcher matcher = FILE.matcher(name);
        return matcher.matches() && LtxFileName.parse(matcher.group(1)).isPresent();
    }

    private static Finding note(ReplicaObject object) {
        String message = object.name().endsWith(".tmp")
                ? "an upload that is under way, or was broken off"
                : "not the name of an LTX file";
        return Finding.of(FindingKind.FOREIGN, object.name(), message + ", " + object.size() + " bytes");
    }
}
