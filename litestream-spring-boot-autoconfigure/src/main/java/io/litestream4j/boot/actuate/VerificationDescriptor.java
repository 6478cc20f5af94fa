package io.litestream4j.boot.actuate;

import io.litestream4j.verify.Finding;
import io.litestream4j.verify.VerificationReport;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What a verification of a replica has found.
 *
 * @param database name of the database
 * @param mode how much was read: {@code quick} or {@code full}
 * @param sound whether there is no damage
 * @param files number of files
 * @param bytes their size
 * @param restorable the states that can be restored, oldest first
 * @param findings damage, then notes
 */
public record VerificationDescriptor(
        String database,
        String mode,
        boolean sound,
        int files,
        long bytes,
        List<RangeDescriptor> restorable,
        List<FindingDescriptor> findings)
        implements OperationResponseBody {

    /**
     * A part of the history without a gap.
     *
     * @param from first TXID whose exact state can be restored
     * @param to last such TXID
     * @param points number of such TXIDs
     */
    public record RangeDescriptor(String from, String to, int points) {}

    /**
     * Something that was found.
     *
     * @param kind what it is, such as {@code damaged_file} or {@code gap}
     * @param damage whether it takes away a state that the replica promises; else it is a note
     * @param resource what it is about
     * @param message what was expected and what was found
     */
    public record FindingDescriptor(String kind, boolean damage, String resource, String message) {

        static FindingDescriptor of(Finding finding) {
            return new FindingDescriptor(
                    finding.kind().name().toLowerCase(Locale.ROOT),
                    finding.isDamage(),
                    finding.resource(),
                    finding.message());
        }
    }

    static VerificationDescriptor of(String database, VerificationReport report) {
        return new VerificationDescriptor(
                database,
                report.mode().name().toLowerCase(Locale.ROOT),
                report.isSound(),
                report.files(),
                report.bytes(),
                report.restorable().stream()
                        .map(range -> new RangeDescriptor(
                                range.from().toString(), range.to().toString(), range.points()))
                        .toList(),
                report.findings().stream().map(FindingDescriptor::of).toList());
    }
}
