package dev.firstline.cli.command;

import dev.firstline.cli.text.Words;
import dev.firstline.proto.common.v1.Impact;
import dev.firstline.proto.remediation.v1.ExecutionState;
import dev.firstline.proto.triage.v1.IncidentStatus;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The contract's words, as they are typed: "open" for INCIDENT_STATUS_OPEN. */
final class EnumWords {

    private EnumWords() {}

    private static <E extends Enum<E>> E parse(Class<E> type, String word) {
        try {
            return Words.parse(type, word);
        } catch (IllegalArgumentException unknown) {
            throw new TypeConversionException(unknown.getMessage());
        }
    }

    static final class OfImpact implements ITypeConverter<Impact> {
        @Override
        public Impact convert(String word) {
            return parse(Impact.class, word);
        }
    }

    static final class OfIncidentStatus implements ITypeConverter<IncidentStatus> {
        @Override
        public IncidentStatus convert(String word) {
            return parse(IncidentStatus.class, word);
        }
    }

    static final class OfExecutionState implements ITypeConverter<ExecutionState> {
        @Override
        public ExecutionState convert(String word) {
            return parse(ExecutionState.class, word);
        }
    }
}
