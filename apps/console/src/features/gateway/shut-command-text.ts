/** What ends every connection through a gateway at once, typed as root on its host: for an agent that took the default interface. */
export const shutCommand = "ip link del portcullis0";
