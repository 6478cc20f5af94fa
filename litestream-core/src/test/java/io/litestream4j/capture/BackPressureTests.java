package io.litestream4j.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackPressureTests {

    private static final int FRAME = 4096 + 24;

    private final BackPressure pressure = new BackPressure(new WriterGate(), 121_359, FRAME);

    @ParameterizedTest
    @CsvSource({"0,0", "25449,0", "25450,20", "60679,20", "91019,5000", "121358,10000", "1000000,10000"})
    void writersTakeLongerTurnsTheLongerTheWalIs(long frames, long micros) {
        assertThat(pressure.turn(frames) / 1000).isEqualTo(micros);
    }
}
