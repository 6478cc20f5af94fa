package io.litestream4j.cli;

/** A command, as far as the handling of its failures has to know it. */
interface WithOutput {

    /** Returns how it talks. */
    OutputOptions output();
}
