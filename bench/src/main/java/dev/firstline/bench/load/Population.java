package dev.firstline.bench.load;

/**
 * Which alerts a load speaks of. The alerts of one request belong to one service, as those of one Alertmanager group mostly do.
 *
 * @param firstAlert number of the first alert; two loads with far apart ones share no alert
 * @param distinct how many alerts there are before the first is spoken of again; a multiple of a request's alerts
 * @param services how many services they belong to
 */
public record Population(long firstAlert, long distinct, int services) {

    private static final int MOST_SERVICES = 99_999;

    public Population {
        if (distinct < 1 || services < 1 || services > MOST_SERVICES) {
            throw new IllegalArgumentException(distinct + " alerts of " + services + " services");
        }
    }

    /** Alerts that are new for ever. */
    public static Population fresh(long firstAlert, int services) {
        return new Population(firstAlert, Long.MAX_VALUE / 2, services);
    }

    /** The identity of one of a request's alerts, as evenly spread as a hash over its labels would be. */
    public long identity(long request, int alerts, int alert) {
        return mixed(firstAlert + (request * alerts + alert) % distinct);
    }

    /** The service of one of a request's alerts. */
    public int service(long request, int alerts, int alert) {
        return (int) ((request * alerts + alert) % distinct / alerts % services);
    }

    // SplitMix64's finalizer (Steele, Lea, Flood 2014): no two numbers have one image.
    private static long mixed(long number) {
        long mixed = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
