package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.testing.Crew;
import io.litestream4j.testing.Fault;
import io.litestream4j.testing.FaultSchedule;
import io.litestream4j.testing.FaultyDisk;
import io.litestream4j.testing.FaultyReplicaClient;
import io.litestream4j.testing.Figures;
import io.litestream4j.testing.MemoryReplicaClient;
import io.litestream4j.testing.ReplicaDamage;
import io.litestream4j.testing.Seed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A fixed workload, with a fault at the N-th operation of the local disk, or of the store: afterwards the replica restores to
 * what the database held, now and at each recorded TXID that it keeps (I1, I2, I4, I8).
 *
 * <p>Tries each N with {@code -Dlitestream.faults=long}, otherwise every so many from a random one on.
 */
class EveryStepTests {

    private static final boolean EVERY_STEP = "long".equals(System.getProperty("litestream.faults"));
    private static final int TRIES = 8;
    private static final int THREADS = 6;
    private static final Duration SHORT = Duration.ofMillis(500);

    @RegisterExtension
    private final Seed seed = Seed.ofRun();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void faultOfTheDisk(Fault fault) throws Exception {
        int steps = stepsWithoutFaults().disk();
        tryEach(
                steps,
                step -> run(
                        "disk " + fault,
                        step,
                        FaultSchedule.once(step, fault),
                        FaultSchedule.none(),
                        EngineKit.PATIENCE));
    }

    @ParameterizedTest
    @EnumSource
    void faultOfTheStore(Fault fault) throws Exception {
        int steps = stepsWithoutFaults().store();
        tryEach(
                steps,
                step -> run(
                        "store " + fault,
                        step,
                        FaultSchedule.none(),
                        FaultSchedule.once(step, fault),
                        EngineKit.PATIENCE));
    }

    /** Nothing works any more, on neither, until there is another process. */
    @ParameterizedTest
    @EnumSource
    void endOfTheProcess(Fault fault) throws Exception {
        int steps = stepsWithoutFaults().disk();
        tryEach(steps, step -> {
            FaultSchedule both = FaultSchedule.from(step, fault);
            return run("process " + fault, step, both, both, SHORT);
        });
    }

    private record Steps(int disk, int store) {}

    private Steps stepsWithoutFaults() throws Exception {
        FaultSchedule disk = FaultSchedule.none();
        FaultSchedule store = FaultSchedule.none();
        run("good", 0, disk, store, EngineKit.PATIENCE).call();
        return new Steps(disk.steps(), store.steps());
    }

    private interface Try {
        Callable<?> at(int step);
    }

    private void tryEach(int steps, Try attempt) throws Exception {
        int stride = EVERY_STEP ? 1 : Math.max(1, steps / TRIES);
        Stream<Callable<?>> tries = IntStream.range(0, steps)
                .filter(step -> step % stride == seed.random().nextInt(stride))
                .mapToObj(attempt::at);
        List<Callable<?>> all = tries.toList();
        assertThat(all).isNotEmpty();
        Crew.doAll(THREADS, all);
        Figures.show("%s: %d of %d steps", getClass().getSimpleName(), all.size(), steps);
    }

    private Callable<?> run(
            String what, int step, FaultSchedule diskFaults, FaultSchedule storeFaults, Duration patience) {
        return () -> {
            MemoryReplicaClient store = new MemoryReplicaClient();
            StepScenario scenario = new StepScenario(
                    directory.resolve(what + " " + step),
                    new FaultyDisk(diskFaults),
                    store,
                    new FaultyReplicaClient(store, storeFaults),
                    patience);
            try {
                scenario.run();
                if (patience.equals(EngineKit.PATIENCE)) {
                    assertThat(scenario.givenUp())
                            .as("processes that a single fault has stopped")
                            .isZero();
                }
                assertThat(scenario.differences()).isZero();
                assertThat(ReplicaDamage.in(store)).isEmpty();
            } catch (Exception | AssertionError e) {
                throw new AssertionError(what + " at step " + step, e);
            }
            return null;
        };
    }
}
