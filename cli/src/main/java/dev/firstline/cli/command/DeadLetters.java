package dev.firstline.cli.command;

import picocli.CommandLine.Command;

/** What was accepted and could not be used: lists it, where nothing else is asked. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "Accepted payloads that could not be read, and events that could not be folded.",
        subcommands = {DeadLetters.Listing.class, ShowLetter.class, ReplayLetters.class})
final class DeadLetters extends LetterList {

    /** The same by its name. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists them, newest first.")
    static final class Listing extends LetterList {}
}
