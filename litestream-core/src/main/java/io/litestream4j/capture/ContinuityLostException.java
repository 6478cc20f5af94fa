package io.litestream4j.capture;

import java.io.IOException;

/** It cannot be proven that nothing was missed: a full file is needed to go on. The message is the reason. */
final class ContinuityLostException extends IOException {

    private static final long serialVersionUID = 1L;

    ContinuityLostException(String reason) {
        super(reason);
    }
}
