package io.litestream4j.verify;

import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.ltx.TxId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares each file with the state before it, and with other files that end in the same state. */
final class ChainCheck {

    private final Map<TxId, FileFacts> states = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private ChainCheck() {}

    /** Returns what does not fit together. */
    static List<Finding> check(List<FileFacts> files) {
        ChainCheck check = new ChainCheck();
        List<FileFacts> ordered = files.stream()
                .sorted(Comparator.comparing(facts -> facts.file().name()))
                .toList();
        ordered.forEach(check::addState);
        ordered.forEach(check::compareWithBefore);
        return check.findings;
    }

    private void addState(FileFacts facts) {
        FileFacts other = states.putIfAbsent(facts.file().name().max(), facts);
        if (other != null && !isSameSize(other.header(), facts.header())) {
            findings.add(Finding.of(
                    FindingKind.DISAGREEMENT,
                    facts.file(),
                    "ends with " + size(facts.header()) + ", but "
                            + other.file().display() + " ends with " + size(other.header())));
        }
    }

    private void compareWithBefore(FileFacts facts) {
        TxId before = new TxId(facts.file().name().min().value() - 1);
        FileFacts state = states.get(before);
        if (state == null || facts.hasEveryPage() || facts.completeFrom() == FileFacts.UNKNOWN) {
            return;
        }
        LtxHeader header = facts.header();
        int size = state.header().commit();
        if (header.pageSize() != state.header().pageSize()) {
            findings.add(Finding.of(
                    FindingKind.PAGE_SIZE,
                    facts.file(),
                    "has pages of " + header.pageSize() + " bytes, but "
                            + state.file().display() + " before it has "
                            + state.header().pageSize() + ", and not every page is in the file"));
        } else if (header.commit() > size && facts.completeFrom() > size + 1) {
            findings.add(Finding.of(
                    FindingKind.PAGE_COVERAGE,
                    facts.file(),
                    "makes the database grow from " + size + " to " + header.commit()
                            + " pages, and lacks pages before page " + facts.completeFrom()));
        }
    }

    private static boolean isSameSize(LtxHeader one, LtxHeader other) {
        return one.pageSize() == other.pageSize() && one.commit() == other.commit();
    }

    private static String size(LtxHeader header) {
        return header.commit() + " pages of " + header.pageSize() + " bytes";
    }
}
