package dev.firstline.platform.configuration;

/**
 * What is wrong at one place of a file.
 *
 * @param file the file's name as it was given
 * @param line counted from 1; 0 where the problem concerns the file as a whole
 * @param message what is wrong, and what would be right
 */
public record ConfigProblem(String file, int line, String message) {

    @Override
    public String toString() {
        return line == 0 ? file + ": " + message : file + ":" + line + ": " + message;
    }
}
