package io.litestream4j.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class CliVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = CliVersion.class.getPackage().getImplementationVersion();
        return new String[] {"litestream-cli " + (version == null ? "(not from a jar)" : version)};
    }
}
