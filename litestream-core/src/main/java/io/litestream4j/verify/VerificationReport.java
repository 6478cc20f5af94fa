package io.litestream4j.verify;

import io.litestream4j.replica.ReplicaUrl;
import java.util.List;

/**
 * What a verification has found.
 *
 * @param replica which replica was verified
 * @param mode how much was read
 * @param levels what the levels hold, without those that are empty
 * @param generations what backups of Litestream 0.3 hold
 * @param restorable the states of the LTX files that can be restored, oldest first, as far as is known from what was read; each
 *     range ends at a gap, or at damage
 * @param findings damage and notes
 */
public record VerificationReport(
        ReplicaUrl replica,
        VerifyMode mode,
        List<LevelTotals> levels,
        List<GenerationTotals> generations,
        List<RestorableRange> restorable,
        List<Finding> findings) {

    /** Copies the lists. */
    public VerificationReport {
        levels = List.copyOf(levels);
        generations = List.copyOf(generations);
        restorable = List.copyOf(restorable);
        findings = List.copyOf(findings);
    }

    /** Returns whether there is no damage; that is also so if the replica is empty. */
    public boolean isSound() {
        return damage().isEmpty();
    }

    /** Returns the findings that are damage. */
    public List<Finding> damage() {
        return findings.stream().filter(Finding::isDamage).toList();
    }

    /** Returns whether there is no backup at all. */
    public boolean isEmpty() {
        return levels.isEmpty() && generations.isEmpty();
    }

    /** Returns the number of LTX files. */
    public int files() {
        return levels.stream().mapToInt(LevelTotals::files).sum();
    }

    /** Returns the size of all LTX files in bytes. */
    public long bytes() {
        return levels.stream().mapToLong(LevelTotals::bytes).sum();
    }

    /** Returns the report for people to read: one line for the result, then one for each level, range and finding. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        text.append(replica).append(": ").append(verdict());
        text.append(", ").append(files()).append(" files with ").append(bytes()).append(" bytes");
        for (LevelTotals level : levels) {
            text.append("\n  level ").append(level.level()).append(": ").append(level.files());
            text.append(" files, ").append(level.bytes()).append(" bytes, TXIDs ");
            text.append(level.min()).append(" to ").append(level.max());
        }
        for (GenerationTotals generation : generations) {
            text.append("\n  Litestream 0.3, generation ")
                    .append(generation.name())
                    .append(": ");
            text.append(generation.files())
                    .append(" files, ")
                    .append(generation.bytes())
                    .append(" bytes");
        }
        restorable.forEach(range -> text.append("\n  restorable: TXID ").append(range));
        for (Finding finding : findings) {
            text.append(finding.isDamage() ? "\n  DAMAGE " : "\n  note ");
            text.append(finding.kind()).append(' ').append(finding.resource());
            text.append(": ").append(finding.message());
        }
        return text.toString();
    }

    private String verdict() {
        if (!isSound()) {
            return "DAMAGED";
        }
        return isEmpty() ? "empty" : "sound";
    }
}
