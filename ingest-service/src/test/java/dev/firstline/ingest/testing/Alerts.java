package dev.firstline.ingest.testing;

/** Small Alertmanager webhooks. */
public final class Alerts {

    private Alerts() {}

    /** One firing alert of this name. */
    public static String firing(String name) {
        return """
                {"version":"4","groupKey":"{}:{}","status":"firing","receiver":"firstline","externalURL":"http://am.example.com",
                 "truncatedAlerts":0,"groupLabels":{},"commonLabels":{},"commonAnnotations":{},
                 "alerts":[%s]}""".formatted(alert(name));
    }

    /** One alert as it stands in a webhook. */
    public static String alert(String name) {
        return """
                {"status":"firing","labels":{"alertname":"%1$s","service":"checkout","severity":"critical"},
                 "annotations":{"summary":"%1$s fires"},"startsAt":"2026-11-21T03:44:19.73Z","endsAt":"0001-01-01T00:00:00Z",
                 "generatorURL":"http://prom.example.com/graph","fingerprint":"%2$016x"}""".formatted(name, name.hashCode());
    }

    /** Many alerts in one webhook. */
    public static String firing(String name, int count) {
        StringBuilder alerts = new StringBuilder();
        for (int i = 0; i < count; i++) alerts.append(i == 0 ? "" : ",").append(alert(name + i));
        return "{\"version\":\"4\",\"status\":\"firing\",\"alerts\":[" + alerts + "]}";
    }
}
