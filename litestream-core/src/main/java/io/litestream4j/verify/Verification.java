package io.litestream4j.verify;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaObject;
import io.litestream4j.restore.fetch.Pause;
import io.litestream4j.restore.fetch.ReplicaReader;
import io.litestream4j.restore.fetch.Retries;
import io.litestream4j.restore.fetch.RetryLog;
import io.litestream4j.restore.fetch.WorkerPool;
import io.litestream4j.restore.fetch.Workers;
import io.litestream4j.restore.v03.V03File;
import io.litestream4j.verify.HistoryWalk.History;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** One verification. Used once, by one thread, which has others read for it. */
final class Verification {

    private final ReplicaClient client;
    private final VerifyMode mode;
    private final ReplicaReader reader;
    private final FileCheck check;
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong total = new AtomicLong();

    Verification(ReplicaClient client, Pause pause, VerifyMode mode, VerifyProgress progress) {
        this.client = client;
        this.mode = mode;
        this.reader = new ReplicaReader(
                client,
                new Retries(pause, failure -> {}, new RetryLog(client.url(), System::nanoTime)),
                failure -> {},
                bytes -> progress.onProgress(read.addAndGet(bytes), total.get()));
        this.check = new FileCheck(reader, mode);
    }

    VerificationReport run(WorkerPool pool, int parallelism) throws IOException {
        MarkCheck marks = MarkCheck.read(client.sideObjects());
        List<ReplicaFile> listing = reader.list();
        List<V03File> old = reader.listObjects(V03File.PREFIX).stream()
                .flatMap(object -> V03File.of(object).stream())
                .toList();
        GenerationCheck generationCheck = new GenerationCheck(reader, mode);
        total.set(listing.stream().mapToLong(check::bytes).sum() + generationCheck.bytes(old));
        List<FileOutcome> outcomes = readAll(listing, pool, parallelism);
        List<Finding> others = foreign();
        others.addAll(generationCheck.check(old));
        List<GenerationTotals> generations = GenerationTotals.of(old);
        VerificationReport report = judge(marks, listing, outcomes, generations, others);
        // Files are merged and deleted while they are read. Only what is wrong by a newer listing is wrong.
        return report.findings().stream().anyMatch(Verification::mayHaveVanished)
                ? judge(MarkCheck.read(client.sideObjects()), reader.list(), outcomes, generations, others)
                : report;
    }

    private static boolean mayHaveVanished(Finding finding) {
        return finding.isDamage() || finding.kind() == FindingKind.VANISHED;
    }

    private List<FileOutcome> readAll(List<ReplicaFile> listing, WorkerPool pool, int parallelism) throws IOException {
        ConcurrentLinkedQueue<FileOutcome> outcomes = new ConcurrentLinkedQueue<>();
        try (Workers workers = new Workers(pool, parallelism)) {
            for (ReplicaFile file : listing) {
                workers.run(() -> outcomes.add(check.check(file)));
            }
            workers.finish();
        }
        return List.copyOf(outcomes);
    }

    private List<Finding> foreign() throws IOException {
        List<ReplicaObject> objects = new ArrayList<>();
        for (String prefix : ForeignObjects.PREFIXES) {
            objects.addAll(reader.listObjects(prefix));
        }
        return ForeignObjects.find(objects);
    }

    private VerificationReport judge(
            MarkCheck marks,
            List<ReplicaFile> listing,
            List<FileOutcome> outcomes,
            List<GenerationTotals> generations,
            List<Finding> others) {
        Set<ReplicaFile> present = new HashSet<>(listing);
        List<Finding> findings = new ArrayList<>();
        List<FileFacts> sound = new ArrayList<>();
        for (FileOutcome outcome : outcomes) {
            if (!(outcome instanceof FileOutcome.Sound known)) {
                findings.add(finding(outcome, present.contains(outcome.file())));
            } else if (present.contains(outcome.file())) {
                sound.add(known.facts());
            }
        }
        findings.addAll(ChainCheck.check(sound));
        Set<ReplicaFile> damaged = findings.stream()
                .filter(Finding::isDamage)
                .map(finding -> Objects.requireNonNull(finding.file()))
                .collect(Collectors.toSet());
        Set<TxId> lost = LostPoints.find(listing, damaged);
        History history = HistoryWalk.walk(listing, lost);
        findings.addAll(history.findings());
        findings.addAll(marks.check(listing, lost));
        findings.addAll(LevelCheck.check(listing));
        findings.addAll(others);
        findings.sort(Finding.ORDER);
        return new VerificationReport(
                client.url(), mode, LevelTotals.of(listing), generations, history.ranges(), findings);
    }

    private static Finding finding(FileOutcome outcome, boolean present) {
        if (!present) {
            return Finding.of(
                    FindingKind.VANISHED, outcome.file(), "is not in the replica any more, and was not verified");
        }
        return outcome instanceof FileOutcome.Refused refused
                ? refused.finding()
                : Finding.of(FindingKind.UNREADABLE, outcome.file(), "is listed, but the store says it is not there");
    }
}
