package io.litestream4j.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The program. */
@Command(
        name = "litestream-cli",
        description = "Restores SQLite databases from replicas, without the application that wrote them.",
        mixinStandardHelpOptions = true,
        versionProvider = CliVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RestoreCommand.class,
            PlanCommand.class,
            LtxCommand.class,
            VerifyCommand.class,
            DatabasesCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; for a restore: the file is complete, synced and checked",
            "1:failed for another reason, such as a full disk",
            "2:wrong command line or setting, or the output file exists",
            "3:the replica does not have what was asked for",
            "4:the store cannot be reached, or the time was over",
            "5:the replica is damaged, or files are missing from it",
            "128 + signal:interrupted: 130 by Ctrl-C (SIGINT), 143 by SIGTERM, 129 by SIGHUP"
        })
public final class LitestreamCli {

    private LitestreamCli() {}

    /** Runs a command and ends the process. */
    public static void main(String[] arguments) {
        System.exit(CliThreads.interruptibly(() -> commandLine().execute(arguments)));
    }

    /**
     * Runs a command and returns its exit code.
     *
     * @param out takes the result
     * @param err takes errors and progress
     */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return commandLine().setOut(out).setErr(err).execute(arguments);
    }

    private static CommandLine commandLine() {
        CommandLine commands = new CommandLine(new LitestreamCli());
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.getSubcommands().values().forEach(command -> command.getCommandSpec()
                .mixinStandardHelpOptions(true));
        commands.setExecutionStrategy(LitestreamCli::execute);
        commands.setExecutionExceptionHandler(LitestreamCli::failed);
        commands.setParameterExceptionHandler(LitestreamCli::refused);
        return commands;
    }

    private static int execute(ParseResult parsed) {
        log(parsed.subcommands().stream()
                .anyMatch(
                        command -> command.commandSpec().userObject() instanceof WithOutput it && it.output().verbose));
        return new CommandLine.RunLast().execute(parsed);
    }

    /** Before anything logs: the libraries of the stores log in both ways. */
    private static void log(boolean verbose) {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", verbose ? "info" : "off");
        Logger.getLogger("").setLevel(verbose ? Level.INFO : Level.OFF);
    }

    private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
        OutputOptions output = ((WithOutput) command.getCommand()).output();
        Failure told = Failure.of(failure);
        Output.print(command.getOut(), command.getErr(), output.json, told);
        if (output.stacktrace) {
            failure.printStackTrace(command.getErr());
        }
        return told.exitCode();
    }

    /** The arguments themselves say whether a script reads: not all of them were parsed. */
    private static int refused(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String help = "; try '" + command.getCommandSpec().qualifiedName() + " --help'";
        Failure told = new Failure(ExitCode.USAGE, "usage", failure.getMessage() + help);
        Output.print(command.getOut(), command.getErr(), List.of(arguments).contains("--json"), told);
        return told.exitCode();
    }
}
