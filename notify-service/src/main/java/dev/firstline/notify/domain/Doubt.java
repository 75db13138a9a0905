package dev.firstline.notify.domain;

/** How sure it is what a destination was told, where nobody saw the end of an attempt. */
public enum Doubt {
    /** Everything is known, or was looked at; what may still arrive late is settled in its time. */
    NONE,
    /** Something may have arrived: look before anything is sent that would be seen twice. */
    LOOK,
    /** Nothing can arrive late any more: look, take away what is double, repeat what may have been overwritten. */
    SETTLE
}
