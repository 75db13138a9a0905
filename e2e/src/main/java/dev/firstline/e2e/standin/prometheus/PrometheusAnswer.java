package dev.firstline.e2e.standin.prometheus;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a query comes to. */
public sealed interface PrometheusAnswer {

    /**
     * Any number of series, with one value each.
     *
     * @param samples may be empty: nothing matches
     */
    record Vector(List<Sample> samples) implements PrometheusAnswer {
        public Vector {
            samples = List.copyOf(samples);
        }
    }

    /**
     * A number by itself.
     *
     * @param value may be NaN or infinite
     */
    record Scalar(double value) implements PrometheusAnswer {}

    /**
     * No answer.
     *
     * @param status 400, 422 or 503
     * @param type {@code bad_data}, {@code execution}, {@code timeout} …
     * @param message what is wrong
     */
    record Failure(int status, String type, String message) implements PrometheusAnswer {
        public Failure {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(message, "message");
        }
    }

    /**
     * One series' value.
     *
     * @param labels the series
     * @param value may be NaN or infinite
     */
    record Sample(Map<String, String> labels, double value) {
        public Sample {
            labels = Map.copyOf(labels);
        }
    }

    /** Nothing matches. */
    static Vector nothing() {
        return new Vector(List.of());
    }

    /** One series. */
    static Vector one(Map<String, String> labels, double value) {
        return new Vector(List.of(new Sample(labels, value)));
    }
}
